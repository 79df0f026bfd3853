package io.github.segmentation4j.io;

import io.github.segmentation4j.SegmentationProposal;

/**
 * What a report tells of a proposal, made once to be written more than once:
 *
 * <pre>{@code
 * Report report = Report.of(proposal);
 * ReportHtml.write(report, page);
 * ReportJson.write(report, data);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Report {
    private final ReportModel model;

    private Report(ReportModel model) {
        this.model = model;
    }

    /** The report of a proposal, its pictures and its example included. */
    public static Report of(SegmentationProposal proposal) {
        return new Report(ReportBuilder.of(proposal));
    }

    ReportModel model() {
        return model;
    }

    @Override
    public String toString() {
        return model.title();
    }
}
