package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A small made-up shop that the tests of features share. */
final class Shop {
    static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
    static final RunContext CONTEXT = RunContext.seeded(1).withClock(Clock.fixed(END, ZoneOffset.UTC));
    static final Schema SCHEMA = schema();

    private static final List<String> PLANS = List.of("family", "single", "student");
    private static final List<String> CITIES = List.of("Bonn", "Ulm", "Jena", "Kiel", "Trier");
    private static final List<String> INTERESTS = List.of("books", "music|films", "books|music", "");
    private static final List<String> DEPARTMENTS = List.of("toys", "food", "garden");

    private Shop() {}

    private static Schema schema() {
        Purpose purpose = Purpose.PERSONALISATION;
        return Schema.builder()
                .id("customer")
                .category("plan")
                .values("single", "family")
                .allow(purpose)
                .category("city")
                .allow(purpose, Purpose.MARKETING)
                .category("interests")
                .allow(purpose)
                .category("size")
                .allow(purpose)
                .number("tenure")
                .unit("months")
                .allow(purpose)
                .number("income")
                .sensitivity(Sensitivity.SENSITIVE)
                .allow(purpose, Purpose.MARKETING)
                .flag("app")
                .allow(purpose)
                .number("lat")
                .allow(purpose)
                .number("lon")
                .allow(purpose)
                .instant("signup")
                .allow(purpose)
                .category("sex")
                .protectedAttribute()
                .events("purchases")
                .amount("value", "EUR")
                .label("department")
                .allow(purpose)
                .events("visits")
                .allow(purpose)
                .build();
    }

    /** Customers with everything filled in at random, some of it missing, and their purchases over half a year. */
    static CustomerData random(long seed, int customers) {
        SeededRandom random = SeededRandom.of(seed);
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        EventLog.Builder log = EventLog.builder(SCHEMA, "purchases");
        for (int i = 0; i < customers; i++) {
            String id = "c" + i;
            table.add(id);
            set(table, "plan", PLANS.get(i % 3), i % 7 == 3);
            set(table, "city", CITIES.get(random.nextInt(5)), i % 11 == 5);
            set(table, "interests", INTERESTS.get(random.nextInt(4)), i % 13 == 6);
            set(table, "size", List.of("S", "M", "L").get(random.nextInt(3)), i % 9 == 8);
            if (i % 10 != 4) {
                table.set("tenure", random.nextInt(100));
            }
            table.set("income", 1000 + 100 * random.nextGaussian());
            table.set("app", random.nextInt(2) == 1);
            table.set("lat", 47 + 7 * random.nextDouble());
            table.set("lon", 6 + 8 * random.nextDouble());
            int events = random.nextInt(12);
            for (int e = 0; e < events; e++) {
                Instant time = END.minusSeconds(1 + random.nextInt(180 * 86_400));
                log.add(id, time);
                if (random.nextInt(10) > 0) {
                    log.set("value", 5 + 20 * random.nextDouble());
                }
                if (random.nextInt(10) > 0) {
                    log.set("department", DEPARTMENTS.get(random.nextInt(3)));
                }
            }
        }
        return CustomerData.of(table.build(), log.build()).observedUntil(END);
    }

    private static void set(CustomerTable.Builder table, String attribute, String value, boolean missing) {
        if (!missing) {
            table.set(attribute, value);
        }
    }

    static PurposeBoundView open(CustomerData data) {
        return data.open(
                Purpose.PERSONALISATION, Admission.everyone(LawfulBasis.CONTRACT, "the tests of features"), CONTEXT);
    }

    /** A view of some customers only. */
    static PurposeBoundView open(CustomerData data, String... ids) {
        return data.open(Purpose.PERSONALISATION, Admission.ofIds(new HashSet<>(Arrays.asList(ids))), CONTEXT);
    }

    static Set<String> names(List<Feature> features) {
        return new LinkedHashSet<>(features.stream().map(Feature::name).toList());
    }

    /** Whether two matrices hold the same bits; missing equals missing. */
    static boolean sameBits(FeatureMatrix a, FeatureMatrix b) {
        return Arrays.deepEquals(a.toArray(), b.toArray());
    }

    /** Whether two states hold the same fields with the same bits. */
    static boolean same(ModelState a, ModelState b) {
        return a.type().equals(b.type())
                && a.names().equals(b.names())
                && a.names().stream().allMatch(name -> sameValue(a.value(name), b.value(name)));
    }

    private static boolean sameValue(Object a, Object b) {
        if (a instanceof double[] x && b instanceof double[] y) {
            return Arrays.equals(x, y);
        }
        if (a instanceof ModelState x && b instanceof ModelState y) {
            return same(x, y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y && x.size() == y.size()) {
            for (int i = 0; i < x.size(); i++) {
                if (!sameValue(x.get(i), y.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }
}
