package io.github.segmentation4j.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs a program which is never part of the project.
 *
 * <p>Where one is missing the test is skipped and says so; where the variable {@code CI} is set as well the test fails,
 * because a skipped test on a build server is one that nobody misses.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresToolCondition.class)
@interface RequiresTool {

    /** The tools the test runs. */
    Tool[] value();
}
