package io.github.segmentation4j;

import java.util.List;
import java.util.Objects;

/**
 * What a check says: its findings and its evidence. The verdict is the most severe of the findings.
 *
 * @param check the id of the check
 * @param findings what was found; none means that it passed
 * @param exhibits evidence, as data
 */
public record CheckResult(String check, List<Finding> findings, List<Exhibit> exhibits) {
    /** Copies the lists. */
    public CheckResult {
        Objects.requireNonNull(check, "check");
        findings = List.copyOf(findings);
        exhibits = List.copyOf(exhibits);
    }

    /** A result with findings and no exhibit. */
    public static CheckResult of(String check, List<Finding> findings) {
        return new CheckResult(check, findings, List.of());
    }

    /** The most severe verdict of the findings, {@link Verdict#PASS} if there are none. */
    public Verdict verdict() {
        return findings.stream().map(Finding::verdict).reduce(Verdict.PASS, Verdict::max);
    }
}
