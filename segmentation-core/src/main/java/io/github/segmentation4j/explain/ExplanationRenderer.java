package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.quality.Statistic;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts explanations and privacy notices into plain sentences, in English, German, French and Spanish; other locales are
 * served in English. Numbers and dates are written as in the locale. Names of segments and sources, labels and wordings
 * of the owner stay as they are.
 *
 * <p>The result is plain text in which <b>nothing is escaped</b>: whoever puts it into a page, a message or a file
 * escapes it for that medium. Control characters and those that turn the direction of a text are removed.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ExplanationRenderer {
    /** More reasons than this are not read. */
    private static final int MAIN_REASONS = 3;

    /** Fewer people than this are not counted in public. */
    private static final int FEWEST_PEOPLE = 20;

    /** What is written i or hi at the beginning and no diphthong, such as that of hierro. */
    private static final Pattern SOUND_OF_I = Pattern.compile(
            "[^\\p{L}\\p{N}]*(?:h?í|h?i(?![aeouáéóú]))", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final FeatureGlossary glossary;
    private final Messages messages;
    private final Locale language;

    private ExplanationRenderer(FeatureGlossary glossary, Messages messages) {
        this.glossary = glossary;
        this.messages = messages;
        language = messages.locale();
    }

    /** A renderer for a locale; a feature without an entry in its language is called by its name. */
    public static ExplanationRenderer of(FeatureGlossary glossary, Locale locale) {
        return new ExplanationRenderer(Objects.requireNonNull(glossary, "glossary"), Messages.of(locale));
    }

    /** The languages there are texts in, English first. */
    public static List<Locale> languages() {
        return Messages.LANGUAGES.stream().map(Locale::forLanguageTag).toList();
    }

    /**
     * An explanation to be read or printed as it is: in one sentence, in three, in full, and number by number, each under
     * its heading.
     */
    public String page(WhyThisSegment why) {
        Explanation explanation = render(why);
        StringBuilder page = new StringBuilder();
        addPart(page, text("heading.one"), List.of(explanation.oneSentence()));
        addPart(page, text("heading.three"), explanation.threeSentences());
        addPart(page, text("heading.full"), explanation.full());
        why.reasons()
                .next()
                .ifPresent(next -> addPart(
                        page, text("heading.counted", why.segment().name(), next.name()), counted(why.reasons())));
        return page.toString();
    }

    private static void addPart(StringBuilder page, String heading, List<String> lines) {
        page.append(page.isEmpty() ? "" : "\n").append(heading).append('\n');
        lines.forEach(line -> page.append("  ").append(line).append('\n'));
    }

    /** What each feature counted, the most first, and their sum. */
    private List<String> counted(WhyThisSegment.Reasons reasons) {
        List<String> words = new ArrayList<>();
        List<Double> amounts = new ArrayList<>();
        reasons.contributions().stream()
                .sorted(Comparator.comparingDouble((WhyThisSegment.Contribution reason) -> -reason.amount()))
                .forEach(reason -> {
                    words.add(withMeaning(reason));
                    amounts.add(reason.amount());
                });
        if (reasons.offset() != 0) {
            words.add(text("counted.offset"));
            amounts.add(reasons.offset());
        }
        words.add(text("counted.sum"));
        amounts.add(reasons.margin().orElseThrow());
        List<String> numbers = amounts.stream().map(messages::signed).toList();
        int width = numbers.stream().mapToInt(String::length).max().orElseThrow();
        List<String> lines = new ArrayList<>(List.of(text("counted.how")));
        for (int i = 0; i < words.size(); i++) {
            lines.add(" ".repeat(width - numbers.get(i).length()) + numbers.get(i) + "  " + words.get(i));
        }
        return lines;
    }

    /** An explanation in words. */
    public Explanation render(WhyThisSegment why) {
        String one = oneSentence(why);
        List<String> three = List.of(
                one,
                text("data.used", dataUses(why.dataUses())),
                right("right.optOut", why.rights().optOut()));
        List<String> full = new ArrayList<>();
        full.add(text("segment.title", why.segment().name()));
        full.add(text("role.computed"));
        full.add(text("data.used", dataUses(why.dataUses())));
        addReasons(why, full);
        why.rulePath().ifPresent(path -> addRule(why, path, full));
        full.add(change(why.change(), why));
        full.add(outcome(why));
        full.add(involvement(why.involvement()));
        addRights(why.rights(), full);
        full.add(text("feedback.token", why.token()));
        return new Explanation(one, three, full);
    }

    /** What a customer can answer, in words. */
    public String answer(Feedback feedback) {
        return switch (feedback) {
            case AGREE -> text("feedback.agree");
            case DISAGREE -> text("feedback.disagree");
            case WRONG_DATA -> text("feedback.wrongData");
            case UNCOMFORTABLE -> text("feedback.uncomfortable");
            case OPT_OUT -> text("feedback.optOut");
        };
    }

    /** A privacy notice of a segment, line by line. */
    public List<String> notice(SegmentNotice notice) {
        List<String> lines = new ArrayList<>();
        lines.add(text("notice.title", notice.segment().name()));
        lines.add(text("notice.purpose", text("purpose." + notice.purpose().name())));
        lines.add(text("data.used", dataUses(notice.dataUses())));
        notice.basis().ifPresent(basis -> lines.add(text("notice.basis", basis.in(language))));
        notice.retention().ifPresent(retention -> lines.add(text("notice.retention", retention.in(language))));
        notice.recipients().ifPresent(recipients -> lines.add(text("notice.recipients", recipients.in(language))));
        lines.add(
                notice.people() < FEWEST_PEOPLE
                        ? text("notice.few", messages.number(FEWEST_PEOPLE))
                        : text("notice.people", messages.number((double) rounded(notice.people()))));
        lines.add(text(
                "notice.reviewed",
                new DateTimeFormatterBuilder()
                        .appendLocalized(FormatStyle.LONG, null)
                        .toFormatter(language)
                        .format(notice.reviewedOn())));
        addRights(notice.rights(), lines);
        return List.copyOf(lines);
    }

    /** To two digits, to tens at least, so that one person more or less is not seen as a rule. */
    private static long rounded(int people) {
        long step = 10;
        while (people >= step * 100) {
            step *= 10;
        }
        return (people + step / 2) / step * step;
    }

    private String oneSentence(WhyThisSegment why) {
        List<WhyThisSegment.Contribution> main = main(why);
        if (main.isEmpty()) {
            return text("why.plain", why.segment().name());
        }
        List<String> labels = main.stream()
                .map(reason -> label(reason.described(), reason.feature()))
                .toList();
        return text("why.reasons", why.segment().name(), list(labels));
    }

    /** What speaks for the segment most, the strongest first. */
    private static List<WhyThisSegment.Contribution> main(WhyThisSegment why) {
        return why.reasons().contributions().stream()
                .filter(reason -> reason.amount() > 0)
                .sorted(Comparator.comparingDouble((WhyThisSegment.Contribution reason) -> -reason.amount()))
                .limit(MAIN_REASONS)
                .toList();
    }

    private void addReasons(WhyThisSegment why, List<String> lines) {
        WhyThisSegment.Reasons reasons = why.reasons();
        if (reasons.margin() instanceof Statistic.Undetermined) {
            lines.add(text(why.isOnlySegment() ? "reasons.single" : "reasons.unknown"));
            return;
        }
        reasons.next().ifPresent(next -> lines.add(text("reasons.next", next.name())));
        double all = 0;
        for (WhyThisSegment.Contribution reason : reasons.contributions()) {
            all += Math.max(0, reason.amount());
        }
        for (WhyThisSegment.Contribution reason : main(why)) {
            lines.add(text("reasons.for", withValue(reason), messages.percent(reason.amount() / all)));
        }
        reasons.contributions().stream()
                .filter(reason -> reason.amount() < 0)
                .min(Comparator.comparingDouble(WhyThisSegment.Contribution::amount))
                .ifPresent(reason -> lines.add(text("reasons.against", withValue(reason))));
        if (reasons.offset() != 0) {
            lines.add(text("reasons.offset"));
        }
        if (reasons.margin().orElseThrow() == 0) {
            lines.add(text("reasons.tie"));
        }
    }

    private String withValue(WhyThisSegment.Contribution reason) {
        String label = label(reason.described(), reason.feature());
        if (reason.value().isEmpty()) {
            return text("value.missing", label);
        }
        double value = reason.value().getAsDouble();
        return text("value.of", label, value(messages.number(value), value, reason.kind(), reason.described()));
    }

    private String withMeaning(WhyThisSegment.Contribution reason) {
        return entry(reason.described(), reason.feature())
                .map(entry -> text("counted.line", withValue(reason), entry.plainWords()))
                .orElseGet(() -> withValue(reason));
    }

    private String value(String number, double value, FeatureProfile.Kind kind, Feature feature) {
        if (kind == FeatureProfile.Kind.YES_NO && (value == 0 || value == 1)) {
            return text(value == 1 ? "value.yes" : "value.no");
        }
        String unit = glossary.entry(feature, language)
                .map(FeatureGlossary.Entry::unit)
                .orElse(feature.unit());
        return unit.isEmpty() ? number : text("value.unit", number, unit);
    }

    private void addRule(WhyThisSegment why, WhyThisSegment.RulePath path, List<String> lines) {
        List<String> conditions =
                path.conditions().stream().map(each -> condition(each, why)).toList();
        lines.add(conditions.isEmpty() ? text("rule.everybody") : text("rule.path", list(conditions)));
        if (!path.segment().equals(why.segment())) {
            lines.add(text("rule.differs", path.segment().name()));
        }
        path.fidelity().value().ifPresent(fidelity -> lines.add(text("rule.fidelity", messages.percent(fidelity))));
    }

    private String condition(WhyThisSegment.Condition condition, WhyThisSegment why) {
        String label = label(condition.feature(), condition.feature());
        OptionalDouble above = condition.above();
        OptionalDouble atMost = condition.atMost();
        if (isAnswer(condition.feature(), why) && above.isPresent() != atMost.isPresent()) {
            return text("value.of", label, text(above.isPresent() ? "value.yes" : "value.no"));
        }
        if (above.isPresent() && atMost.isPresent()) {
            return text("rule.between", label, bound(condition, above), bound(condition, atMost));
        }
        return above.isPresent()
                ? text("rule.above", label, bound(condition, above))
                : text("rule.atMost", label, bound(condition, atMost));
    }

    /** Whether only yes and no occur, so that a bound lies between the two. */
    private static boolean isAnswer(Feature feature, WhyThisSegment why) {
        return why.reasons().contributions().stream()
                .anyMatch(reason -> reason.described().equals(feature) && reason.kind() == FeatureProfile.Kind.YES_NO);
    }

    private String bound(WhyThisSegment.Condition condition, OptionalDouble bound) {
        double number = bound.getAsDouble();
        return value(messages.number(number), number, FeatureProfile.Kind.NUMBER, condition.feature());
    }

    private String change(SmallestChange change, WhyThisSegment why) {
        if (change instanceof SmallestChange.Found found) {
            List<String> steps = found.steps().stream().map(this::step).toList();
            return text("change.found", why.nameOf(found.segment()), list(steps));
        }
        return text(change instanceof SmallestChange.None ? "change.none" : "change.unknown");
    }

    private String step(SmallestChange.Step step) {
        Feature feature = step.feature();
        return text(
                "change.step",
                label(feature, feature),
                value(messages.number(step.from()), step.from(), step.kind(), feature),
                value(messages.target(step.from(), step.to()), step.to(), step.kind(), feature));
    }

    private String outcome(WhyThisSegment why) {
        if (why.isSuspended()) {
            return text("outcome.suspended");
        }
        return why.outcome()
                .map(outcome -> text("outcome.stated", outcome.in(language)))
                .orElseGet(() -> text("outcome.none"));
    }

    private String involvement(WhyThisSegment.Involvement involvement) {
        if (involvement instanceof WhyThisSegment.Involvement.Person person) {
            return text("human.person", person.by());
        }
        return text(involvement instanceof WhyThisSegment.Involvement.Automatic ? "human.none" : "human.unknown");
    }

    private void addRights(ExplanationPolicy.Rights rights, List<String> lines) {
        lines.add(right("right.optOut", rights.optOut()));
        lines.add(right("right.correct", rights.correct()));
        lines.add(right("right.contest", rights.contest()));
    }

    private String right(String key, Wording wording) {
        return text(key, wording.in(language));
    }

    /** The fields behind the features, each once, with what they are used for. */
    private String dataUses(List<WhyThisSegment.DataUse> uses) {
        Set<String> items = new LinkedHashSet<>();
        for (WhyThisSegment.DataUse use : uses) {
            String label = label(use.feature(), use.feature());
            Set<String> sources = new LinkedHashSet<>();
            use.origins().stream()
                    .map(WhyThisSegment.Origin::source)
                    .filter(source -> !source.isEmpty())
                    .forEach(sources::add);
            items.add(sources.isEmpty() ? label : text("data.from", label, list(List.copyOf(sources))));
        }
        return items.isEmpty() ? text("data.none") : list(List.copyOf(items));
    }

    private String label(Feature described, Feature feature) {
        return entry(described, feature).map(FeatureGlossary.Entry::label).orElse(described.name());
    }

    private Optional<FeatureGlossary.Entry> entry(Feature described, Feature feature) {
        return glossary.entry(described, language).or(() -> glossary.entry(feature, language));
    }

    private String list(List<String> items) {
        String list = items.get(0);
        for (int i = 1; i < items.size(); i++) {
            String item = items.get(i);
            String last = startsWithSoundOfI(item) ? "list.lastBeforeI" : "list.last";
            list = text(i == items.size() - 1 ? last : "list.more", list, item);
        }
        return list;
    }

    /** Before this sound some languages change the word for <em>and</em>, but not before one like that of "yes". */
    private static boolean startsWithSoundOfI(String item) {
        return SOUND_OF_I.matcher(item).lookingAt();
    }

    private String text(String key, String... arguments) {
        return messages.text(key, arguments);
    }
}
