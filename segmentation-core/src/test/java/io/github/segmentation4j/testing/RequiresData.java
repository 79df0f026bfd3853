package io.github.segmentation4j.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that reads files of the reference data, which are never part of the project.
 *
 * <p>The files are looked up in the folder named by the environment variable {@code SEGMENTATION_DATA}. Where one is
 * missing the test is skipped and says so; where the variable {@code CI} is set as well the test fails, because a
 * skipped test on a build server is one that nobody misses.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresDataCondition.class)
public @interface RequiresData {

    /** The files the test reads, relative to the data folder and separated by slashes. */
    String[] value();
}
