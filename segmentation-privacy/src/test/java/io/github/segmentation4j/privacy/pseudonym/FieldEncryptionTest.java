package io.github.segmentation4j.privacy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.privacy.pseudonym.UnreadableFieldException.Reason;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEncryptionTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final String ANN = "crm.1.ann";
    private static final String BOB = "crm.1.bob";
    private static final String TEXT = "someone@example.org";

    private final KeyRing master = KeyRing.generate();
    private final WrappedKeys table = WrappedKeys.inMemory();
    private final CustomerKeys customers = CustomerKeys.of(master, table);
    private final FieldEncryption fields = FieldEncryption.of(customers);

    private static void assertUnreadable(Reason reason, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        UnreadableFieldException.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(reason))
                .hasMessageNotContaining(TEXT)
                .hasMessageNotContaining(ANN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", TEXT, "Rene\u0301 \uD83D\uDE00\n\u0000"})
    void decryptedTextIsWhatWasEncryptedToTheLastCharacter(String text) {
        String sealed = fields.encrypt(ANN, "email", text);
        assertThat(sealed).matches("field1\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]+");
        assertThat(fields.decrypt(ANN, "email", sealed)).isEqualTo(text);
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String sealed = fields.encrypt(ANN, "email", TEXT);
        for (int i = 0; i < sealed.length(); i++) {
            for (char other : new char[] {'A', 'B', '0', '.', '\u00e9'}) {
                if (sealed.charAt(i) != other) {
                    String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
                    assertThatThrownBy(() -> fields.decrypt(ANN, "email", changed))
                            .isInstanceOf(UnreadableFieldException.class);
                }
            }
        }
    }

    @Test
    void everyChangedBitOfTheSealedBytesIsAnAlteration() {
        String sealed = fields.encrypt(ANN, "email", TEXT);
        int start = sealed.lastIndexOf('.') + 1;
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(start));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String text = sealed.substring(0, start)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertUnreadable(Reason.ALTERED, () -> fields.decrypt(ANN, "email", text));
        }
    }

    @Test
    void aFieldOpensForItsCustomerAndNameAlone() {
        String sealed = fields.encrypt(ANN, "email", TEXT);
        fields.encrypt(BOB, "email", "other");
        assertUnreadable(Reason.NO_KEY, () -> fields.decrypt(BOB, "email", sealed));
        assertUnreadable(Reason.NO_KEY, () -> fields.decrypt("nobody", "email", sealed));
        assertUnreadable(Reason.ALTERED, () -> fields.decrypt(ANN, "phone", sealed));
        // The wrapped key of one customer in the place of another's opens nothing.
        table.replace(BOB, table.find(BOB).orElseThrow(), table.find(ANN).orElseThrow());
        assertUnreadable(Reason.ALTERED, () -> fields.decrypt(BOB, "email", sealed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "field1", "field1.00.", "field2.00.AAAA", "field1.0011223344556677.AAAA", "a.b.c.d"})
    void textsOfAnotherFormatAreMalformed(String strange) {
        fields.encrypt(ANN, "email", TEXT);
        assertUnreadable(Reason.MALFORMED, () -> fields.decrypt(ANN, "email", strange));
    }

    @Test
    void theSameTextIsNeverEncryptedTheSameWayTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String sealed = fields.encrypt(ANN, "email", TEXT);
            nonces.add(sealed.substring(sealed.lastIndexOf('.') + 1).substring(0, 16));
        }
        assertThat(nonces).hasSize(1000);
    }

    @Test
    void erasingACustomersKeyMakesAllOfItUnreadableAndNothingElse() {
        List<String> anns = List.of(fields.encrypt(ANN, "email", TEXT), fields.encrypt(ANN, "phone", "123"));
        String bobs = fields.encrypt(BOB, "email", "bob");
        customers.erase(ANN);
        customers.erase(ANN);
        assertThat(customers.isErased(ANN)).isTrue();
        assertThat(customers.isErased(BOB)).isFalse();
        assertUnreadable(Reason.NO_KEY, () -> fields.decrypt(ANN, "email", anns.get(0)));
        assertUnreadable(Reason.NO_KEY, () -> fields.decrypt(ANN, "phone", anns.get(1)));
        assertThat(fields.decrypt(BOB, "email", bobs)).isEqualTo("bob");
        assertThat(table.find(ANN)).contains("erased");
    }

    @Test
    void nothingIsWrittenAboutAnErasedCustomerUntilReadmitted() {
        String old = fields.encrypt(ANN, "email", TEXT);
        customers.erase(ANN);
        customers.erase("never seen");
        assertThatThrownBy(() -> fields.encrypt(ANN, "email", TEXT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("erased")
                .hasMessageNotContaining(ANN);
        assertThatThrownBy(() -> fields.encrypt("never seen", "email", TEXT)).isInstanceOf(IllegalStateException.class);

        customers.readmit(ANN);
        String fresh = fields.encrypt(ANN, "email", "new");
        assertThat(fields.decrypt(ANN, "email", fresh)).isEqualTo("new");
        assertUnreadable(Reason.NO_KEY, () -> fields.decrypt(ANN, "email", old));
        assertThatThrownBy(() -> customers.readmit(ANN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> customers.readmit("new here")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rotationOfTheMasterKeyWrapsAnewAndChangesNoField() {
        String anns = fields.encrypt(ANN, "email", TEXT);
        customers.erase(BOB);
        master.rotate();
        assertThat(fields.decrypt(ANN, "email", anns)).isEqualTo(TEXT);
        assertThat(customers.rewrap(CONTEXT)).isEqualTo(1);
        assertThat(customers.rewrap(CONTEXT)).isZero();
        assertThat(table.find(ANN).orElseThrow()).startsWith("key1.2.");
        assertThat(customers.isErased(BOB)).isTrue();
        master.retire(1);
        assertThat(fields.decrypt(ANN, "email", anns)).isEqualTo(TEXT);
    }

    @Test
    void keysThatWereNotWrappedAnewAreLostWithTheirMasterKey() {
        String anns = fields.encrypt(ANN, "email", TEXT);
        master.rotate();
        master.retire(1);
        assertUnreadable(Reason.MASTER_KEY_RETIRED, () -> fields.decrypt(ANN, "email", anns));
        assertUnreadable(Reason.MASTER_KEY_RETIRED, () -> customers.rewrap(CONTEXT));
    }

    @Test
    void aBackupOfTheTableFromBeforeAnErasureIsUselessOnceTheMasterKeyIsRetired() {
        String anns = fields.encrypt(ANN, "email", TEXT);
        fields.encrypt(BOB, "email", "bob");
        String backup = table.find(ANN).orElseThrow();
        customers.erase(ANN);
        master.rotate();
        customers.rewrap(CONTEXT);
        master.retire(1);
        table.replace(ANN, "erased", backup);
        assertUnreadable(Reason.MASTER_KEY_RETIRED, () -> fields.decrypt(ANN, "email", anns));
    }

    @Test
    void anotherMasterKeyOrADamagedTableOpensNothing() {
        String anns = fields.encrypt(ANN, "email", TEXT);
        FieldEncryption stranger = FieldEncryption.of(CustomerKeys.of(KeyRing.generate(), table));
        assertUnreadable(Reason.ALTERED, () -> stranger.decrypt(ANN, "email", anns));
        String wrapped = table.find(ANN).orElseThrow();
        for (String damaged : List.of("", "key1", "key1.x." + wrapped.substring(7), "field1.1.AA")) {
            table.replace(ANN, table.find(ANN).orElseThrow(), damaged);
            assertUnreadable(Reason.MALFORMED, () -> fields.decrypt(ANN, "email", anns));
        }
    }

    @Test
    void namesAreTakenInTheirComposedForm() {
        String sealed = fields.encrypt("Ren\u00e9", "pr\u00e9nom", TEXT);
        assertThat(fields.decrypt("Rene\u0301", "pre\u0301nom", sealed)).isEqualTo(TEXT);
        customers.erase("Rene\u0301");
        assertThat(customers.isErased("Ren\u00e9")).isTrue();
    }

    @Test
    void emptyNamesAndBrokenTextAreRefusedWithoutBeingTold() {
        assertThatThrownBy(() -> fields.encrypt("", "email", TEXT)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> fields.encrypt(ANN, "", TEXT)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> fields.encrypt(ANN, "email", TEXT + '\uD800'))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining(TEXT);
        assertThat(table.customers()).isEmpty();
    }

    @Test
    void threadsThatMeetANewCustomerAgreeOnOneKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                String customer = "c" + round;
                List<Callable<String>> work = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    work.add(() -> fields.encrypt(customer, "email", TEXT));
                }
                for (Future<String> sealed : threads.invokeAll(work)) {
                    assertThat(fields.decrypt(customer, "email", sealed.get())).isEqualTo(TEXT);
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anErasureWinsOverWritersAndRewrappingAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                String customer = "c" + round;
                fields.encrypt(customer, "email", TEXT);
                master.rotate();
                List<Callable<Integer>> work = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    work.add(() -> customers.rewrap(CONTEXT));
                }
                work.add(() -> {
                    customers.erase(customer);
                    return 0;
                });
                for (Future<Integer> done : threads.invokeAll(work)) {
                    assertThat(done.get()).isNotNegative();
                }
                assertThat(customers.isErased(customer)).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void nothingPrintsAKeyOrAText() {
        fields.encrypt(ANN, "email", TEXT);
        assertThat(fields).hasToString("field encryption");
        assertThat(customers).hasToString("customer keys");
        CustomerKeys.DataKey key = customers.find(ANN).orElseThrow();
        assertThat(key.toString()).matches("key [0-9a-f]{16}");
    }
}
