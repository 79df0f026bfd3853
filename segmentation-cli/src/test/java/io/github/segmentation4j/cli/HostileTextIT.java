package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and values that try to be more than text: in a column, in a category, in a group and in the id of a customer. */
@RequiresTool(Tool.CHROMIUM)
class HostileTextIT {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String IMAGE = "<img src=x onerror=alert(2)>";
    private static final String FORMULA = "=cmd|' /C calc'!A0";

    private static final String SCHEMA = """
            {
              "id": "customer",
              "admission": {"lawfulBasis": "legitimate_interests", "statement": "SCRIPT"},
              "attributes": [
                {"name": "tenure", "type": "number", "unit": "SCRIPT", "sensitivity": "personal", "source": "SCRIPT",
                 "purposes": ["personalisation"]},
                {"name": "SCRIPT", "type": "category", "sensitivity": "personal", "source": "CRM",
                 "purposes": ["personalisation"]},
                {"name": "SCRIPT2", "type": "category", "role": "protected", "sensitivity": "sensitive",
                 "source": "CRM"}
              ]
            }
            """.replace("SCRIPT", SCRIPT);

    @TempDir
    private Path folder;

    private Path run() {
        String rows = IntStream.range(0, 300)
                .mapToObj(i -> FORMULA + i + "," + (i % 3 == 0 ? 90 : 10) + i % 7 + ","
                        + (i % 3 == 0 ? SCRIPT : i % 3 == 1 ? FORMULA : IMAGE) + "," + (i % 2 == 0 ? SCRIPT : IMAGE))
                .collect(Collectors.joining("\n", "customer,tenure," + SCRIPT + "," + SCRIPT + "2\n", "\n"));
        Path out = folder.resolve("out");
        Shell.Result run = Shell.process(
                folder,
                "run",
                "--customers",
                Shell.write(folder.resolve("customers.csv"), rows),
                "--schema",
                Shell.write(folder.resolve("schema.json"), SCHEMA),
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                3,
                "--now",
                "2026-01-01T00:00:00Z",
                "--out",
                out);
        assertThat(run.code()).as(run.err() + run.out()).isZero();
        return out;
    }

    @Test
    void textOfTheDataStaysText() {
        Path out = run();

        try (Chromium chromium = Chromium.start();
                BrowserPage page = chromium.open(out.resolve("report.html"), Look.wide(Look.Scheme.LIGHT))) {
            assertThat(page.evaluate("document.querySelectorAll('script, img').length")
                            .asInt())
                    .isZero();
            assertThat(page.evaluate("document.body.innerText").asText()).contains(SCRIPT, IMAGE, FORMULA);
            assertThat(page.complaints()).isEmpty();
            assertThat(page.requests()).hasSize(1);
        }
        assertThat(Shell.read(out.resolve("segments.csv")).lines().skip(1))
                .hasSize(300)
                .allMatch(line -> line.startsWith("'" + FORMULA))
                .noneMatch(line -> line.matches(".*,\"?[=+@-].*"));
    }
}
