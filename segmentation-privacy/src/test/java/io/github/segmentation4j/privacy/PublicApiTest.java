package io.github.segmentation4j.privacy;

import io.github.segmentation4j.testing.PublicApi;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void everyPublicTypeAndMemberIsADecision() {
        PublicApi.verify(PublicApiTest.class, Path.of("src/test/resources/public-api.txt"));
    }
}
