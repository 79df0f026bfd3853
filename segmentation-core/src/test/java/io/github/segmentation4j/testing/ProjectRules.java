package io.github.segmentation4j.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;

/**
 * The fences that stand around every module. A module's {@code ArchitectureTest} includes them with {@code
 * ArchTests.in(ProjectRules.class)} and adds its own.
 */
public final class ProjectRules {

    private static final String ROOT = "io.github.segmentation4j";
    private static final String INTERNAL = ROOT + ".internal..";
    private static final String FAIRNESS = ROOT + ".fairness..";
    private static final String PRIVACY = ROOT + ".privacy..";
    private static final String IO = ROOT + ".io..";
    private static final String CLI = ROOT + ".cli..";
    private static final String BENCHMARKS = ROOT + ".benchmarks..";

    /** Null is a value only where a signature says so. Never vacuous: it fails when no class was read at all. */
    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .should(new ArchCondition<>("lie in a package whose package-info is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                    events.add(new SimpleConditionEvent(
                            type, marked, "package " + type.getPackageName() + " of " + type.getSimpleName()));
                }
            })
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stateIsNeverStatic =
            fields().that().areStatic().should().beFinal().because("nothing may be shared behind a caller's back");

    @ArchTest
    static final ArchRule recordsNeverExposeArrays = fields().that()
            .areDeclaredInClassesThat(describe("are public records", type -> type.isRecord() && isReachable(type)))
            .and()
            .areNotStatic()
            .should()
            .notHaveRawType(describe("an array", JavaClass::isArray));

    @ArchTest
    static final ArchRule randomnessIsSeeded = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .because("its sequence is not split by block; noise for privacy needs a source of its own");

    @ArchTest
    static final ArchRule implementationsArePassedAsObjects = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.ServiceLoader")
            .because("what runs must be visible where it is asked for");

    @ArchTest
    static final ArchRule fairnessAndPrivacyAreStrangers = noClasses()
            .that()
            .resideInAPackage(FAIRNESS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PRIVACY)
            .because("what two modules share belongs to the core");

    @ArchTest
    static final ArchRule privacyAndFairnessAreStrangers = noClasses()
            .that()
            .resideInAPackage(PRIVACY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(FAIRNESS)
            .because("what two modules share belongs to the core");

    @ArchTest
    static final ArchRule filesAndShellsStayOutside = noClasses()
            .that()
            .resideOutsideOfPackages(IO, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(IO, CLI);

    @ArchTest
    static final ArchRule filesDoNotKnowTheShell = noClasses()
            .that()
            .resideInAPackage(IO)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, FAIRNESS, PRIVACY);

    @ArchTest
    static final ArchRule benchmarksAreUsedByNobody = noClasses()
            .that()
            .resideOutsideOfPackage(BENCHMARKS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BENCHMARKS);

    @ArchTest
    static final ArchRule internalsStayInTheLibrary = noClasses()
            .that()
            .resideInAnyPackage(IO, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL);

    @ArchTest
    static final ArchRule formatsAndDatabasesLiveAtTheBorder = noClasses()
            .that()
            .resideOutsideOfPackages(IO, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml..", "de.siegmar..", "picocli..", "java.sql..", "javax.sql..", "java.net.http..");

    @ArchTest
    static final ArchRule signaturesNameNoThirdParty = classes()
            .that(describe("a user can reach", ProjectRules::isReachable))
            .and()
            .resideOutsideOfPackages(INTERNAL, CLI, BENCHMARKS)
            .should(new ArchCondition<>("offer signatures of the JDK and of the project alone") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (JavaCodeUnit member : type.getCodeUnits()) {
                        if (isOffered(member)) {
                            typesOf(member)
                                    .flatMap(used -> used.getAllInvolvedRawTypes().stream())
                                    .map(JavaClass::getBaseComponentType)
                                    .filter(used -> !isOurs(used))
                                    .forEach(used -> events.add(SimpleConditionEvent.violated(
                                            member, member.getFullName() + " exposes " + used.getName())));
                        }
                    }
                }
            });

    private ProjectRules() {}

    /** Tells whether a type is public together with the types around it, and so within the reach of a user. */
    private static boolean isReachable(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ProjectRules::isReachable).orElse(true);
    }

    private static boolean isOffered(JavaCodeUnit member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> typesOf(JavaCodeUnit member) {
        return Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream());
    }

    private static boolean isOurs(JavaClass type) {
        String name = type.getPackageName();
        return type.isPrimitive()
                || name.startsWith("java.")
                || name.startsWith("javax.sql")
                || name.equals(ROOT)
                || name.startsWith(ROOT + ".");
    }

    /** A package with each of its subpackages as a slice of its own, the root package included. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
