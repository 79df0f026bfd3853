package io.github.segmentation4j.privacy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.security.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final String ID = "customer-17";

    private final KeyRing keys = KeyRing.generate();
    private final Pseudonyms marketing = Pseudonyms.of(keys, "marketing");

    private static String digits(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    @Test
    void aCustomerHasOneTokenForAPurposeAndKey() {
        String token = marketing.token(ID);
        assertThat(token).matches("marketing\\.1\\.[0-9a-f]{64}").isEqualTo(marketing.token(ID));
        assertThat(marketing.matches(token, ID)).isTrue();
        assertThat(marketing.matches(token, "customer-18")).isFalse();
        assertThat(Pseudonyms.of(KeyRing.generate(), "marketing").token(ID)).isNotEqualTo(token);
    }

    /** What other programs must compute to make the same tokens; the derivation may not change behind their back. */
    @Test
    void aTokenIsHmacUnderAKeyDerivedForThePurpose() {
        NavigableMap<Integer, Key> fixed = new TreeMap<>();
        fixed.put(7, Hmac.key(HexFormat.of().parseHex("0b".repeat(32))));
        byte[] derived = Hmac.sha256(fixed.get(7), CanonicalText.frame("7", "segmentation4j pseudonym 1", "crm"));
        byte[] digits = Hmac.sha256(Hmac.key(derived), new byte[] {'a', (byte) 0xC3, (byte) 0xA9});
        assertThat(Pseudonyms.of(() -> fixed, "crm").token("a\u00e9"))
                .isEqualTo("crm.7." + HexFormat.of().formatHex(digits));
    }

    /** Two tokens of 64 random digits share 6 first digits by chance once in 16 million; 2,000 pairs are compared. */
    @Test
    void tokensForTwoPurposesHaveNothingInCommonButTheForm() {
        Pseudonyms service = Pseudonyms.of(keys, "marketin");
        Set<String> heads = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String one = digits(marketing.token("c" + i));
            String other = digits(service.token("c" + i));
            assertThat(one.substring(0, 6)).isNotEqualTo(other.substring(0, 6));
            assertThat(one.substring(58)).isNotEqualTo(other.substring(58));
            heads.add(one);
            heads.add(other);
            assertThat(service.matches(marketing.token("c" + i), "c" + i)).isFalse();
        }
        assertThat(heads).hasSize(2000);
        assertThat(service.matches(marketing.token(ID).replace("marketing.", "marketin."), ID))
                .isFalse();
    }

    @Test
    void oldAndNewTokensAreReadableSideBySideUntilTheOldKeyIsRetired() {
        String old = marketing.token(ID);
        assertThat(keys.rotate()).isEqualTo(2);
        String fresh = marketing.token(ID);
        assertThat(fresh).startsWith("marketing.2.");
        assertThat(digits(fresh)).isNotEqualTo(digits(old));
        assertThat(marketing.tokens(ID)).containsExactly(fresh, old);
        assertThat(marketing.matches(old, ID)).isTrue();
        assertThat(marketing.matches(fresh, ID)).isTrue();

        keys.retire(1);
        assertThat(marketing.matches(old, ID)).isFalse();
        assertThat(marketing.isReadable(old)).isFalse();
        assertThat(marketing.tokens(ID)).containsExactly(fresh);
        assertThat(keys.rotate()).isEqualTo(3);
        assertThat(marketing.matches(old, ID)).isFalse();
    }

    @Test
    void theNewestKeyIsNeverRetiredAndAVersionNeverComesBack() {
        assertThatThrownBy(() -> keys.retire(1)).hasMessageContaining("rotate before");
        assertThatThrownBy(() -> keys.retire(2)).isInstanceOf(IllegalArgumentException.class);
        keys.rotate();
        keys.retire(1);
        assertThatThrownBy(() -> keys.retire(1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(keys.rotate()).isEqualTo(3);
    }

    /** A provider may number its keys by the hour, such as 2026112215. */
    @Test
    void tokensOfEveryVersionMatch() {
        for (int version : new int[] {1, 999_999_999, 2_026_112_215, Integer.MAX_VALUE}) {
            NavigableMap<Integer, Key> keys =
                    new TreeMap<>(Map.of(version, KeyRing.generate().keys().get(1)));
            Pseudonyms marketing = Pseudonyms.of(() -> keys, "marketing");
            String token = marketing.token("c-1");
            assertThat(marketing.matches(token, "c-1")).isTrue();
            assertThat(marketing.isReadable(token)).isTrue();
            assertThat(marketing.isReadable(token.replace("." + version + ".", ".9999999999.")))
                    .isFalse();
        }
    }

    @Test
    void aColumnGetsTheTokensOfItsIdsInOrder() {
        List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "c" + i % 700).toList();
        List<Long> seen = new ArrayList<>();
        List<String> tokens = marketing.tokens(ids, CONTEXT.withListener(progress -> seen.add(progress.done())));
        assertThat(tokens).isEqualTo(ids.stream().map(marketing::token).toList());
        assertThat(seen).startsWith(0L).endsWith(1000L);
        assertThat(marketing.tokens(List.of(), CONTEXT)).isEmpty();
        assertThatThrownBy(() -> marketing.tokens(List.of("a", "", "b"), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2");
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        assertThatThrownBy(() -> marketing.tokens(ids, CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void oneNameHasOneTokenHoweverItsAccentsAreSpelt() {
        assertThat(marketing.token("Ren\u00e9")).isEqualTo(marketing.token("Rene\u0301"));
        assertThat(marketing.token("Ren\u00e9")).isNotEqualTo(marketing.token("rene"));
        assertThat(marketing.token("a ")).isNotEqualTo(marketing.token("a"));
        assertThat(marketing.token("\uD83D\uDE00")).isNotEqualTo(marketing.token("?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\uD800", "\uDC00secret"})
    void idsThatHaveNoBytesOfTheirOwnAreRefusedWithoutBeingTold(String id) {
        assertThatThrownBy(() -> marketing.token(id))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> marketing.tokens(List.of(id), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void everyChangedCharacterOfATokenStopsItFromMatching() {
        String token = marketing.token(ID);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '3' ? '4' : '3';
            assertThat(marketing.matches(token.substring(0, i) + other + token.substring(i + 1), ID))
                    .isFalse();
        }
        for (String strange : List.of(
                "",
                ".",
                "marketing",
                token + "0",
                token.toUpperCase(Locale.ROOT),
                " " + token,
                token.replace(".1.", ".01."),
                token.replace(".1.", ".999999999."),
                token.replace(".1.", ".9999999999."))) {
            assertThat(marketing.matches(strange, ID)).isFalse();
            assertThat(marketing.isReadable(strange)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "\u00e4", "a\n"})
    void purposesAreNamesThatFitIntoAToken(String purpose) {
        assertThatThrownBy(() -> Pseudonyms.of(keys, purpose)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pseudonyms.of(keys, "a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void providersWithoutAStrongKeyAreRefused() {
        assertThatThrownBy(() -> Pseudonyms.of(() -> Collections.emptyNavigableMap(), "x")
                        .token(ID))
                .hasMessageContaining("at least one key");
        NavigableMap<Integer, Key> weak = new TreeMap<>();
        weak.put(1, Hmac.key(new byte[31]));
        assertThatThrownBy(() -> Pseudonyms.of(() -> weak, "x").token(ID)).hasMessageContaining("32 bytes");
        NavigableMap<Integer, Key> zero = new TreeMap<>();
        zero.put(0, Hmac.key(new byte[32]));
        assertThatThrownBy(() -> Pseudonyms.of(() -> zero, "x").token(ID)).hasMessageContaining("versions from 1");
    }

    @Test
    void threadsGetTheSameTokensWhileKeysAreRotated() throws Exception {
        String first = marketing.token(ID);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                boolean rotates = i % 4 == 0;
                work.add(() -> {
                    boolean right = true;
                    for (int round = 0; round < 200; round++) {
                        if (rotates && round % 20 == 0) {
                            keys.rotate();
                        }
                        right &= marketing.matches(first, ID) && marketing.matches(marketing.token(ID), ID);
                    }
                    return right;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(keys.keys()).hasSize(21);
    }

    @Test
    void nothingPrintsAKeyOrAnId() {
        assertThat(marketing).hasToString("pseudonyms for marketing");
        assertThat(marketing.purpose()).isEqualTo("marketing");
        assertThat(keys).hasToString("key ring of versions [1]");
    }
}
