package io.github.segmentation4j.cli;

import io.github.segmentation4j.DataQuality;
import io.github.segmentation4j.ExplanationCoverage;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.QualityFloor;
import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentSize;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.fairness.audit.FairnessAudit;
import io.github.segmentation4j.io.AdmissionRule;
import io.github.segmentation4j.io.DataLayout;
import io.github.segmentation4j.io.ModelFile;
import io.github.segmentation4j.io.Report;
import io.github.segmentation4j.io.ReportHtml;
import io.github.segmentation4j.io.ReportJson;
import io.github.segmentation4j.io.SchemaFile;
import io.github.segmentation4j.io.SegmentsFile;
import io.github.segmentation4j.privacy.anonymity.KAnonymity;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The main job: reads a schema and the files it describes, proposes segments, has them checked, and writes the evidence
 * and, if nothing blocks, the segments and the model.
 *
 * @param schema the schema file
 * @param purpose what the segments are for
 * @param clusters how many there should be
 * @param features the fields and kinds of events to use; empty for all that the purpose allows
 * @param minimumSize the smallest segment and the smallest group a report shows
 * @param follow the model whose segments keep their ids and names
 * @param out the folder of the results
 */
record SegmentationJob(
        Path schema,
        Purpose purpose,
        ClusterCount clusters,
        List<String> features,
        int minimumSize,
        Optional<Path> follow,
        Path out) {
    static final String REPORT_HTML = "report.html";
    static final String REPORT_JSON = "report.json";
    static final String SEGMENTS = "segments.csv";
    static final String MODEL = "model.json";

    int run(DataFiles files, RunContext context, RunOptions options) throws IOException {
        DataLayout layout = SchemaFile.read(schema);
        requireAdmission(layout);
        CustomerData customers = files.read(layout, context, options.err());
        SegmentationProposal proposal = segmenter(layout).propose(customers, context);
        boolean blocked = proposal.verdict() == Verdict.BLOCK;
        try (Outputs outputs = new Outputs()) {
            Report report = Report.of(proposal);
            ReportHtml.write(report, outputs.draft(out.resolve(REPORT_HTML)));
            ReportJson.write(report, outputs.draft(out.resolve(REPORT_JSON)));
            if (!blocked) {
                ReleasedSegmentation released = proposal.release();
                SegmentsFile.write(released.assign(customers, context), outputs.draft(out.resolve(SEGMENTS)));
                ModelFile.write(released, layout, outputs.draft(out.resolve(MODEL)));
            }
            outputs.publish();
        }
        summarise(proposal, options.out());
        if (blocked) {
            options.err()
                    .println("segment: blocked; nothing was released, the reasons are in " + out.resolve(REPORT_HTML));
        }
        return blocked ? ExitCode.BLOCKED : ExitCode.DONE;
    }

    private static void requireAdmission(DataLayout layout) {
        if (layout.admission() instanceof AdmissionRule.ByConsent
                && layout.schema().attributes(AttributeRole.CONSENT).isEmpty()) {
            throw new InvalidInputException(
                    "the schema does not say who may be segmented: declare an attribute with the"
                            + " role \"consent\", or \"admission\": {\"lawfulBasis\": ..., \"statement\": ...}");
        }
    }

    private Segmenter segmenter(DataLayout layout) {
        Segmenter.Builder builder = Segmenter.builder(layout.schema())
                .purpose(purpose)
                .admit(layout.admission().toAdmission())
                .features(RunFeatures.of(layout.schema(), purpose, features, minimumSize))
                .discloseAtLeast(minimumSize)
                .check(
                        SegmentSize.atLeast(minimumSize),
                        DataQuality.withDefaults(),
                        QualityFloor.withDefaults(),
                        KAnonymity.of(minimumSize));
        List<String> groups = layout.schema().attributes(AttributeRole.PROTECTED).stream()
                .map(Attribute::name)
                .toList();
        if (!groups.isEmpty()) {
            builder.check(FairnessAudit.of(
                    groups.get(0), groups.subList(1, groups.size()).toArray(String[]::new)));
        }
        List<Locale> languages = layout.glossary().languages();
        if (!languages.isEmpty()) {
            builder.check(ExplanationCoverage.of(layout.glossary(), languages.toArray(Locale[]::new)));
            builder.explain(ExplanationWords.policy(layout));
        }
        follow.map(model -> ModelFile.read(model).segmentation()).ifPresent(builder::follow);
        return clusters.configure(builder).build();
    }

    private void summarise(SegmentationProposal proposal, PrintWriter out) {
        out.println(proposal.access().admitted() + " of " + proposal.access().total() + " customers were admitted for "
                + purpose);
        for (Segment segment : proposal.segments()) {
            String size = segment.size() < minimumSize ? "fewer than " + minimumSize : String.valueOf(segment.size());
            out.println("  segment " + segment.number() + ": " + size + " customers, " + segment.name());
        }
        proposal.succession().ifPresent(succession -> {
            out.println("what became of the segments before:");
            out.print(SuccessionLines.of(succession));
        });
        for (Verdict severity : List.of(Verdict.BLOCK, Verdict.WARN)) {
            for (Finding finding : proposal.findings(severity)) {
                out.println("  " + severity + ": " + finding.message());
            }
        }
        out.println("open " + this.out.resolve(REPORT_HTML));
        out.flush();
    }
}
