package io.github.segmentation4j.privacy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import java.util.Map;

@AnalyzeClasses(locations = ModuleClasses.class, importOptions = ModuleClasses.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.segmentation4j.privacy.";

    private static final List<String> ANSWERING = List.of("ledger", "noise", "accounting");

    /** Each package and those it may import. */
    private static final Map<String, List<String>> IMPORTS = Map.ofEntries(
            Map.entry("audit", ANSWERING),
            Map.entry("cluster", ANSWERING),
            Map.entry("release", ANSWERING),
            Map.entry("local", List.of("noise", "accounting")),
            Map.entry("anonymity", List.of()),
            Map.entry("pseudonym", List.of()),
            Map.entry("ledger", List.of("noise", "accounting")),
            Map.entry("noise", List.of("accounting")),
            Map.entry("accounting", List.of()));

    @ArchTest
    static final ArchTests projectRules = ArchTests.in(ProjectRules.class);

    @ArchTest
    static final ArchRule everyPackageHasItsPlace = classes()
            .that()
            .resideInAPackage(ROOT + ".")
            .should()
            .resideInAnyPackage(
                    IMPORTS.keySet().stream().map(name -> ROOT + name).toArray(String[]::new));

    @ArchTest
    static final ArchRule secureBitsComeFromOneSource = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "noise.NoiseSource")
            .and()
            .resideOutsideOfPackage(ROOT + "pseudonym")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom")
            .because("noise comes from a NoiseSource");

    @ArchTest
    static final ArchRule importsRunDownward = importsRunDownward();

    private static ArchRule importsRunDownward() {
        LayeredArchitecture house =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : IMPORTS.keySet()) {
            house = house.layer(name).definedBy(ROOT + name);
        }
        for (Map.Entry<String, List<String>> floor : IMPORTS.entrySet()) {
            house = floor.getValue().isEmpty()
                    ? house.whereLayer(floor.getKey()).mayNotAccessAnyLayer()
                    : house.whereLayer(floor.getKey())
                            .mayOnlyAccessLayers(floor.getValue().toArray(String[]::new));
        }
        return house;
    }
}
