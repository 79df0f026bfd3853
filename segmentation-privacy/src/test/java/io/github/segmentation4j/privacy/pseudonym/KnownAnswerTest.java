package io.github.segmentation4j.privacy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownAnswerTest {
    private static final HexFormat HEX = HexFormat.of();

    /** Source: RFC 4231, test cases 1, 2, 3, 6 and 7. */
    @ParameterizedTest
    @CsvSource({
        "0b, 20, 4869205468657265, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 1, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aa, 20, dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
                + "dddddddddddddddddddd, 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        "aa, 131, 54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d20"
                + "48617368204b6579204669727374, 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        "aa, 131, 5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d"
                + "73697a65206b657920616e642061206c6172676572207468616e20626c6f636b2d73697a65206461746"
                + "12e20546865206b6579206e6565647320746f20626520686173686564206265666f7265206265696e6"
                + "7207573656420627920746865204"
                + "84d414320616c676f726974686d2e,"
                + " 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    })
    void hmacGivesTheAnswersOfTheStandard(String key, int times, String message, String answer) {
        byte[] mac = Hmac.sha256(Hmac.key(HEX.parseHex(key.repeat(times))), HEX.parseHex(message));
        assertThat(HEX.formatHex(mac)).isEqualTo(answer);
    }

    /** Source: McGrew and Viega, The Galois/Counter mode of operation, NIST submission 2005, test cases 14 and 16. */
    @Test
    void aesGcmGivesTheAnswersOfTheStandard() {
        assertThat(seal("00".repeat(32), "00".repeat(12), "", "00".repeat(16)))
                .isEqualTo("cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919");
        assertThat(seal(
                        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                        "cafebabefacedbaddecaf888",
                        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"))
                .isEqualTo("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b");
    }

    private static String seal(String key, String nonce, String bound, String plain) {
        byte[] sealed =
                AesGcm.seal(Hmac.key(HEX.parseHex(key)), HEX.parseHex(nonce), HEX.parseHex(bound), HEX.parseHex(plain));
        assertThat(AesGcm.open(Hmac.key(HEX.parseHex(key)), HEX.parseHex(bound), sealed))
                .get()
                .isEqualTo(HEX.parseHex(plain));
        return HEX.formatHex(Arrays.copyOfRange(sealed, AesGcm.NONCE_BYTES, sealed.length));
    }

    @Test
    void framedWordsCannotBeMistakenForOneAnother() {
        assertThat(CanonicalText.frame("ab", "c")).isNotEqualTo(CanonicalText.frame("a", "bc"));
        assertThat(CanonicalText.frame("", "a")).isNotEqualTo(CanonicalText.frame("a", ""));
        assertThat(HEX.formatHex(CanonicalText.frame("a", "é"))).isEqualTo("0000000161" + "00000002c3a9");
    }
}
