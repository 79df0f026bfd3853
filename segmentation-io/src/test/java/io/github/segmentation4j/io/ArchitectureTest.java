package io.github.segmentation4j.io;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.github.segmentation4j.testing.ModuleClasses;
import io.github.segmentation4j.testing.ProjectRules;

@AnalyzeClasses(locations = ModuleClasses.class, importOptions = ModuleClasses.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests projectRules = ArchTests.in(ProjectRules.class);
}
