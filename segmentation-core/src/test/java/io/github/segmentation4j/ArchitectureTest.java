package io.github.segmentation4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.github.segmentation4j.testing.ModuleClasses;
import io.github.segmentation4j.testing.ProjectRules;
import java.util.List;

@AnalyzeClasses(locations = ModuleClasses.class, importOptions = ModuleClasses.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.segmentation4j";

    /** The packages under the root, from the top of the house to its cellar. */
    private static final List<String> FLOORS =
            List.of("explain", "online", "quality", "cluster", "distance", "feature", "data", "run", "internal");

    @ArchTest
    static final ArchTests projectRules = ArchTests.in(ProjectRules.class);

    @ArchTest
    static final ArchRule importsRunDownward = importsRunDownward();

    @ArchTest
    static final ArchRule coreStandsAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".fairness..", ROOT + ".privacy..", ROOT + ".io..", ROOT + ".cli..", ROOT + ".benchmarks..");

    @ArchTest
    static final ArchRule explanationsDoNotKnowTheStream = noClasses()
            .that()
            .resideInAPackage(ROOT + ".explain..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".online..")
            .because("the two stand side by side");

    private static ArchRule importsRunDownward() {
        LayeredArchitecture house = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("root")
                .definedBy(ROOT);
        for (String floor : FLOORS) {
            house = house.layer(floor).definedBy(ROOT + "." + floor + "..");
        }
        for (int i = 0; i < FLOORS.size(); i++) {
            List<String> below = FLOORS.subList(i + 1, FLOORS.size());
            house = below.isEmpty()
                    ? house.whereLayer(FLOORS.get(i)).mayNotAccessAnyLayer()
                    : house.whereLayer(FLOORS.get(i)).mayOnlyAccessLayers(below.toArray(String[]::new));
        }
        return house;
    }
}
