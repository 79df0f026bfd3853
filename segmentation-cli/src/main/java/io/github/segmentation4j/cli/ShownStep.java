package io.github.segmentation4j.cli;

import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A step of a watch as it may be shown: small counts are words.
 *
 * @param end the end, as a date if it is a midnight
 * @param customers so far, as far as they may be told
 * @param moved of those there before
 * @param movedShare percent of them, if it may be told
 * @param joined since the step before
 * @param left since the step before
 * @param mix index of the shares of all segments
 * @param newcomers described in the step
 * @param drifted what an alarm was raised for, so far
 * @param compared whether a newcomer was compared with the reference yet
 * @param advice what to do
 * @param alarms what is new, in sentences
 */
record ShownStep(
        String end,
        String customers,
        String moved,
        Optional<Double> movedShare,
        String joined,
        String left,
        Statistic mix,
        String newcomers,
        List<String> drifted,
        boolean compared,
        String advice,
        List<String> alarms) {
    String line() {
        String share = movedShare
                .map(percent -> String.format(Locale.ROOT, " (%.1f %%)", 100 * percent))
                .orElse("");
        String index = mix.value().isPresent()
                ? String.format(Locale.ROOT, "%.2f", mix.value().getAsDouble())
                : "-";
        String drift = drifted.isEmpty() ? compared ? "none" : "-" : String.join(", ", drifted);
        return String.format(
                Locale.ROOT,
                "%s  customers %-7s moved %-13s  joined %-13s  %smix %-4s  newcomers %-13s  drift %s  advice %s",
                end,
                customers,
                moved + share,
                joined,
                left.equals("0") ? "" : "left " + left + "  ",
                index,
                newcomers,
                drift,
                advice);
    }

    ModelState state() {
        ModelState.Builder state = ModelState.of("watch-step/1").put("end", end);
        putSum(state, "customers", customers);
        putCount(state, "moved", moved);
        movedShare.ifPresent(share -> state.put("movedShare", share));
        putCount(state, "joined", joined);
        putCount(state, "left", left);
        mix.value().ifPresent(index -> state.put("mix", index));
        putCount(state, "newcomers", newcomers);
        return state.put("compared", compared)
                .putTexts("drifted", drifted)
                .put("advice", advice)
                .putTexts("alarms", alarms)
                .build();
    }

    /** A number, or the words that hide it. */
    static void putCount(ModelState.Builder state, String name, String count) {
        if (count.chars().allMatch(Character::isDigit)) {
            state.put(name, Long.parseLong(count));
        } else {
            state.put(name, count);
        }
    }

    /** A number, and whether a few more are not in it. */
    static void putSum(ModelState.Builder state, String name, String sum) {
        boolean complete = !sum.endsWith(RunningCount.MORE);
        putCount(state, name, complete ? sum : sum.substring(0, sum.length() - 1));
        state.put(name + "Complete", complete);
    }
}
