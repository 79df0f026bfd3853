package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.io.ModelFile;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real files, through the packaged command line. */
class MainJobIT {
    private static final String MOMENT = "2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    @Test
    @RequiresData("transactions/cdnow/CDNOW_sample.txt")
    void cdnowRunsFromTransactionsAloneAndIsAssignedAlike() {
        Path schema = Shell.write(folder.resolve("schema.json"), Schemas.CDNOW);
        Path transactions = ReferenceData.path("transactions/cdnow/CDNOW_sample.txt");
        Path out = folder.resolve("out");

        Shell.Result run = Shell.process(
                folder,
                "run",
                "--transactions",
                transactions,
                "--schema",
                schema,
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                4,
                "--seed",
                7,
                "--now",
                MOMENT,
                "--out",
                out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("2357 of 2357 customers were admitted", "segment 4:");
        assertThat(Shell.files(out)).containsExactly("model.json", "report.html", "report.json", "segments.csv");
        assertThat(Shell.read(out.resolve("segments.csv")).lines()).hasSize(2358);

        Path assigned = folder.resolve("assigned.csv");
        Shell.Result assign = Shell.process(
                folder,
                "assign",
                "--model",
                out.resolve("model.json"),
                "--transactions",
                transactions,
                "--out",
                assigned);

        assertThat(assign.code()).as(assign.err()).isZero();
        assertThat(Shell.read(assigned)).isEqualTo(Shell.read(out.resolve("segments.csv")));
    }

    @Test
    @RequiresData("transactions/cdnow/CDNOW_sample.txt")
    void theSameSeedWritesTheSameBytesForAnyThreadCount() {
        Path schema = Shell.write(folder.resolve("schema.json"), Schemas.CDNOW);
        Path transactions = ReferenceData.path("transactions/cdnow/CDNOW_sample.txt");

        for (int threads : new int[] {1, 2, 8}) {
            Shell.Result run = Shell.process(
                    folder,
                    "run",
                    "--transactions",
                    transactions,
                    "--schema",
                    schema,
                    "--purpose",
                    "PERSONALISATION",
                    "--clusters",
                    "auto",
                    "--threads",
                    threads,
                    "--now",
                    MOMENT,
                    "--out",
                    folder.resolve("t" + threads));
            assertThat(run.code()).as(run.err()).isZero();
        }

        for (String file : Shell.files(folder.resolve("t1"))) {
            String expected = Shell.read(folder.resolve("t1").resolve(file));
            assertThat(Shell.read(folder.resolve("t2").resolve(file))).as(file).isEqualTo(expected);
            assertThat(Shell.read(folder.resolve("t8").resolve(file))).as(file).isEqualTo(expected);
        }
    }

    @Test
    @RequiresData("tabular/adult/adult.data.gz")
    void adultIsSegmentedWithoutItsProtectedAttributesAndAuditedForThem() {
        Path schema = Shell.write(folder.resolve("schema.json"), Schemas.ADULT);
        Path out = folder.resolve("out");

        Shell.Result run = Shell.process(
                folder,
                "run",
                "--customers",
                ReferenceData.path("tabular/adult/adult.data.gz"),
                "--schema",
                schema,
                "--purpose",
                "RESEARCH_AND_DEVELOPMENT",
                "--clusters",
                5,
                "--now",
                MOMENT,
                "--out",
                out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("32561 of 32561 customers were admitted");
        List<Feature> features =
                ModelFile.read(out.resolve("model.json")).segmentation().features();
        assertThat(features)
                .flatExtracting(Feature::attributes)
                .contains("age", "workclass", "education", "hours")
                .doesNotContain("race", "sex");
        assertThat(Shell.read(out.resolve("report.json"))).contains("race", "sex", "Amer-Indian-Eskimo");
    }

    @Test
    @RequiresData("transactions/online_retail_2009_2010.csv.gz")
    void halfAMillionLinesFitIntoOneGigabyte() {
        Path schema = Shell.write(folder.resolve("schema.json"), Schemas.ONLINE_RETAIL);
        Path out = folder.resolve("out");

        Shell.Result run = Shell.process(
                folder,
                "run",
                "--transactions",
                ReferenceData.path("transactions/online_retail_2009_2010.csv.gz"),
                "--schema",
                schema,
                "--purpose",
                "PERSONALISATION",
                "--clusters",
                5,
                "--now",
                MOMENT,
                "--out",
                out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("107927 of 525461 rows");
        assertThat(run.out()).contains("4383 of 4383 customers were admitted");
    }

    @Test
    void theDemoReleasesSegmentsAndSaysWhatToOpen() {
        Path out = folder.resolve("demo");

        Shell.Result demo = Shell.process(folder, "demo", "--out", out);

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("open " + out.resolve("report.html"));
        assertThat(Shell.files(out))
                .containsExactly(
                        "customers.csv",
                        "model.json",
                        "report.html",
                        "report.json",
                        "schema.json",
                        "segments.csv",
                        "transactions.csv");
        assertThat(Shell.read(out.resolve("report.html")))
                .doesNotContain("<script")
                .doesNotContain("://");

        Shell.Result proxy = Shell.process(
                folder,
                "run",
                "--customers",
                out.resolve("customers.csv"),
                "--schema",
                out.resolve("schema.json"),
                "--purpose",
                "PERSONALISATION",
                "--features",
                "district",
                "--clusters",
                6,
                "--out",
                folder.resolve("proxy"));

        assertThat(demo.out()).contains("--features district");
        assertThat(proxy.code()).as(proxy.err()).isZero();
        assertThat(proxy.out()).contains("WARN", "group 'minority' of origin is over-represented");
    }
}
