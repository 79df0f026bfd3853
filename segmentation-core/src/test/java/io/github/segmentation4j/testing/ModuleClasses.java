package io.github.segmentation4j.testing;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;

/** The compiled main code of the module a test belongs to, without what annotation processors added. */
public final class ModuleClasses implements LocationProvider, ImportOption {

    @Override
    public Set<Location> get(Class<?> testClass) {
        return Set.of(Location.of(of(testClass)));
    }

    @Override
    public boolean includes(Location location) {
        return !location.contains("/jmh_generated/");
    }

    /** Returns the folder of the main classes of the module whose tests hold the given class. */
    static Path of(Class<?> testClass) {
        try {
            Path tests = Path.of(testClass
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return tests.resolveSibling("classes");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no folder of classes holds " + testClass.getName(), e);
        }
    }
}
