package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No clusterer without its contract. */
class ContractCoverageTest {
    @Test
    void everyClustererRunsTheContract() {
        JavaClasses classes = new ClassFileImporter().importPackages("io.github.segmentation4j.cluster");
        Set<String> held = classes.stream()
                .filter(type -> type.isAssignableTo(ClustererContract.class))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getName())
                .collect(Collectors.toSet());

        List<String> clusterers = classes.stream()
                .filter(type -> type.isAssignableTo(Clusterer.class) && !type.isInterface())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .toList();

        assertThat(clusterers).hasSizeGreaterThan(15);
        assertThat(held).containsAll(clusterers);
    }
}
