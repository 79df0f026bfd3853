package io.github.segmentation4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Questions about a page that only a browser can answer. Each answer is a list of what is wrong, empty if nothing is. */
final class PageProbe {
    /** A part of the page in a few words, for messages. */
    private static final String NAME = """
            const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join('')
                + ' "' + (e.getAttribute('aria-label') || e.textContent).trim().replace(/\\s+/g, ' ').slice(0, 60) + '"';
            """;

    private static final String TOO_WIDE = "(() => { " + NAME + """
              const page = document.documentElement;
              if (page.scrollWidth <= page.clientWidth + 1) return [];
              const scrolls = e => e && e !== document.body
                  && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
              return [...document.body.querySelectorAll('*')]
                  .filter(e => e.getBoundingClientRect().right > page.clientWidth + 1 && !scrolls(e.parentElement))
                  .map(name).concat('page of ' + page.scrollWidth + ' in a window of ' + page.clientWidth);
            })()
            """;

    private static final String BROKEN_PICTURES = "(() => { " + NAME + """
              return [...document.querySelectorAll('svg')].filter(e => {
                const box = e.getBoundingClientRect();
                return !(box.width > 0 && box.height > 0);
              }).map(e => 'empty ' + name(e) + ' in ' + name(e.parentElement)); })()
            """;

    private static final String CUT_WORDS = "(() => { " + NAME + """
              return [...document.querySelectorAll('svg text')].filter(e => {
                const word = e.getBoundingClientRect(), box = e.ownerSVGElement.getBoundingClientRect();
                return word.left < box.left - 2 || word.right > box.right + 2
                    || word.top < box.top - 2 || word.bottom > box.bottom + 2;
              }).map(e => name(e) + ' in ' + name(e.ownerSVGElement)); })()
            """;

    /**
     * What takes the focus by its nature or because it must be scrolled, remembered in the page. All that can be unfolded
     * is unfolded first, as a reader would.
     */
    private static final String STOPS = "(() => { " + NAME + """
              document.querySelectorAll('details').forEach(e => { e.open = true; });
              const scrolls = e => e !== document.body && e !== document.documentElement
                  && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1;
              window.stops = [...document.querySelectorAll('*')].filter(e => scrolls(e)
                  || e.matches('a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])'));
              return window.stops.map(name); })()
            """;

    private static final String FOCUS = "(() => { " + NAME + """
              const e = document.activeElement;
              if (!e || e === document.body) return {stop: -1, outlined: true, name: 'the page'};
              const style = getComputedStyle(e);
              return {stop: window.stops.indexOf(e), name: name(e),
                  outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0}; })()
            """;

    private static final String AXE = """
            axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
              .filter(rule => ['serious', 'critical'].includes(rule.impact))
              .flatMap(rule => rule.nodes.map(node =>
                  rule.id + ' (' + rule.impact + ') at ' + node.target.join(' ') + ': ' + node.failureSummary)))
            """;

    private PageProbe() {}

    /** What makes the page wider than its window. */
    static List<String> tooWide(BrowserPage page) {
        return strings(page.evaluate(TOO_WIDE));
    }

    /** Pictures that take no room. */
    static List<String> emptyPictures(BrowserPage page) {
        return strings(page.evaluate(BROKEN_PICTURES));
    }

    /** Words in pictures that end outside them. */
    static List<String> cutWords(BrowserPage page) {
        return strings(page.evaluate(CUT_WORDS));
    }

    /** Links and scrolled regions that the tab key does not reach, or that do not show that they were reached. */
    static List<String> unreachable(BrowserPage page) {
        List<String> stops = strings(page.evaluate(STOPS));
        List<Integer> unseen =
                new ArrayList<>(IntStream.range(0, stops.size()).boxed().toList());
        List<String> wrong = new ArrayList<>();
        for (int press = 0; press < stops.size(); press++) {
            page.pressTab();
            JsonNode focus = page.evaluate(FOCUS);
            unseen.remove((Integer) focus.get("stop").asInt());
            if (!focus.get("outlined").asBoolean()) {
                wrong.add("no outline: " + focus.get("name").asText());
            }
        }
        unseen.forEach(stop -> wrong.add("not reached: " + stops.get(stop)));
        return wrong;
    }

    /** Serious and critical violations that axe-core finds: rule, place and what to do. */
    static List<String> violations(BrowserPage page, Path axe) {
        page.evaluate(Shell.read(axe) + ";0");
        return strings(page.evaluate(AXE));
    }

    private static List<String> strings(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
