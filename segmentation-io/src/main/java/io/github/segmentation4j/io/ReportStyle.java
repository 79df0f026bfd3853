package io.github.segmentation4j.io;

/**
 * The style of a report. Text reaches a contrast of 4.5 to 1 on its ground and the colours of pictures 3 to 1, in light
 * and in dark; {@code ReportStyleTest} recomputes it.
 */
final class ReportStyle {
    private static final String COLOURS = """
            :root { color-scheme: light dark; --ink: #1c2430; --soft: #566170; --page: #ffffff; --panel: #f5f7f9;
              --line: #dfe4ea; --fill: #2b6cb0; --less: #a86a12; --pass: #22693f; --warn: #8a5a00; --block: #a61b1b;
              --h1: #85560a; --h2: #e3b266; --h3: #f7e6c8; --h4: #eef1f5; --h5: #d6e6f8; --h6: #8fbdea; --h7: #1f5a99;
              --s0: #6b7280; --s1: #2b6cb0; --s2: #b45309; --s3: #15803d; --s4: #9333ea; --s5: #be185d; --s6: #0f766e;
              --s7: #936d04; --s8: #4f46e5; --s9: #b91c1c; --s10: #4d7c0f; --s11: #0e7490; --s12: #57534e;
              --far: #ffffff; --middle: #1c2430; }
            @media screen and (prefers-color-scheme: dark) {
              :root { --ink: #e6eaf0; --soft: #a3adba; --page: #14181f; --panel: #1d232c; --line: #343d49;
                --fill: #63a4e8; --less: #e0a94a; --pass: #2a7a4b; --warn: #946310; --block: #c53030;
                --h1: #e6b255; --h2: #8a6020; --h3: #463820; --h4: #262e39; --h5: #213a55; --h6: #2d66a3; --h7: #93c4f7;
                --s0: #9aa3af; --s1: #63a4e8; --s2: #f0a35e; --s3: #5cc48a; --s4: #c79bf5; --s5: #f28ab8; --s6: #4fc7ba;
                --s7: #d9b84c; --s8: #9aa5ff; --s9: #f58a8a; --s10: #a5cc5c; --s11: #5cc7e6; --s12: #b9b3ad;
                --far: #14181f; --middle: #ffffff; } }
            """;

    private static final String PAGE = """
            * { box-sizing: border-box; }
            body { --ground: var(--page); margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 62rem;
              background: var(--page);
              color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
            header { display: flex; align-items: center; gap: .4rem .9rem; flex-wrap: wrap; overflow-wrap: anywhere; }
            h1 { font-size: 1.8rem; line-height: 1.2; margin: .4rem 0; }
            h2 { font-size: 1.3rem; margin: 2.6rem 0 .7rem; padding-top: .9rem; border-top: 1px solid var(--line); }
            h3, h4, h5, h6 { font-size: 1.05rem; margin: 0; }
            .head { display: flex; gap: .3rem .7rem; align-items: center; flex-wrap: wrap; margin-bottom: .3rem;
              overflow-wrap: anywhere; }
            p { margin: .4rem 0 .8rem; max-width: 44rem; overflow-wrap: anywhere; }
            nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .9rem; }
            a { color: var(--fill); } main:focus { outline: none; }
            a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--fill);
              outline-offset: 2px; border-radius: 2px; }
            .skip { position: absolute; left: -99rem; background: var(--page); padding: .4rem .8rem; }
            .skip:focus { left: 1rem; top: .5rem; z-index: 2; }
            .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
              white-space: nowrap; }
            small { color: var(--soft); font-size: .85em; font-weight: 400; }
            .badge { display: inline-block; padding: .1rem .55rem; border-radius: .7rem; color: #fff; font-size: .75rem;
              font-weight: 600; letter-spacing: .03em; text-transform: uppercase; vertical-align: middle; }
            .pass { background: var(--pass); } .warn { background: var(--warn); } .block { background: var(--block); }
            .group { --ground: var(--panel); background: var(--panel); border-radius: .6rem; padding: .9rem 1.1rem 1rem; margin: .9rem 0; }
            .group .group { --ground: var(--page); background: var(--page); }
            dl { display: flex; flex-wrap: wrap; gap: .5rem 2.2rem; margin: .5rem 0 .9rem; }
            dl div { min-width: 0; } dt { color: var(--soft); font-size: .82rem; overflow-wrap: anywhere; }
            dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
            .findings { list-style: none; padding: 0; margin: .6rem 0; }
            .findings li { display: flex; gap: .7rem; align-items: baseline; margin: .35rem 0; }
            .findings span { min-width: 0; overflow-wrap: anywhere; }
            .wide { overflow-x: auto; } .narrow { overflow-wrap: anywhere; }
            table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.1rem; font-size: .92rem; }
            caption, figcaption { text-align: left; font-weight: 600; font-size: .95rem; padding: .2rem 0 .35rem;
              overflow-wrap: anywhere; }
            th, td { text-align: left; padding: .32rem .8rem .32rem 0; border-bottom: 1px solid var(--line);
              vertical-align: top; font-weight: 400; }
            thead th { font-weight: 600; font-size: .85rem; }
            .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            thead .n, .n.words { white-space: normal; }
            td.n small { display: block; }
            .dense td, .wide .short { white-space: nowrap; } .hidden { color: var(--soft); }
            figure { margin: .6rem 0 1.3rem; }
            details { margin-top: .4rem; } summary { color: var(--fill); font-size: .88rem; cursor: pointer;
              width: fit-content; }
            .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; padding: 0; margin: .5rem 0;
              font-size: .88rem; overflow-wrap: anywhere; }
            .questions { padding-left: 0; list-style: none; font-size: .92rem; overflow-wrap: anywhere; }
            .questions ul { list-style: none; padding-left: 1.1rem; border-left: 1px solid var(--line); }
            """;

    private static final String DRAWINGS = """
            svg { display: block; max-width: 32rem; width: 100%; height: auto; }
            svg text { fill: var(--ink); font-size: 12.5px; } svg .soft { fill: var(--soft); }
            svg .name { paint-order: stroke; stroke: var(--ground); stroke-width: 5px; stroke-linejoin: round; }
            .bars th { width: 34%; overflow-wrap: anywhere; } .bars td.n { width: 9rem; }
            svg.bar { max-width: none; height: .8rem; margin-top: .4rem; background: var(--line); }
            .effect { display: flex; align-items: center; gap: .7rem; white-space: nowrap; } .effect small { display: block; }
            svg.beside { width: 8rem; height: .7rem; flex: none; background: var(--line); }
            .fill, .more { fill: var(--fill); } .less { fill: var(--less); } .zero { fill: var(--soft); }
            .axis, .grid, .branch, .border, .line { fill: none; } .axis, .branch { stroke: var(--soft); }
            .grid { stroke: var(--line); } .line { stroke: var(--fill); stroke-width: 2; stroke-linejoin: round; }
            .band { fill: var(--fill); fill-opacity: .2; } .dot { fill: var(--fill); }
            .box { fill: var(--fill); fill-opacity: .35; stroke: var(--fill); }
            .median { fill: none; stroke: var(--ink); stroke-width: 3; }
            .ground { fill: var(--page); stroke: var(--line); } .border { stroke: var(--ink); stroke-width: 1.2; }
            .d1 { fill-opacity: .3; } .d2 { fill-opacity: .44; } .d3 { fill-opacity: .58; } .d4 { fill-opacity: .72; }
            .d5 { fill-opacity: .86; } .ribbon { fill-opacity: .45; }
            .halo, svg .mark { fill: var(--page); } .mark { stroke-width: 2.5; } svg .number { font-weight: 700; } svg .long { font-size: 10.5px;
              letter-spacing: -.3px; }
            .key { display: inline-block; min-width: 1.5rem; text-align: center; border: 2px solid; border-radius: .8rem;
              font-size: .8rem; padding: 0 .2rem; color: var(--ink); background: var(--page); }
            svg.tree { width: auto; max-width: none; } .question, .answer { fill: var(--page); stroke: var(--soft);
              rx: 4px; } .answer { stroke: var(--line); }
            .heat { width: auto; border-collapse: separate; border-spacing: 2px; }
            .heat td { text-align: center; padding: .3rem .35rem; min-width: 3.4rem; border: 0; white-space: nowrap;
              font-variant-numeric: tabular-nums; }
            .heat .hidden { white-space: normal; font-size: .8em; } .heat th { border: 0; } .heat tbody th { position: sticky; left: 0; background: var(--ground);
              min-width: 7rem; max-width: 14rem; overflow-wrap: anywhere; }
            .heat thead th { vertical-align: bottom; padding: .2rem; text-align: center; max-width: 8rem;
              overflow-wrap: break-word; }
            .heat thead th:first-child { text-align: left; }
            .turned span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg);
              max-height: 11rem; text-align: left; }
            .heat-key { gap: .2rem; font-size: .78rem; } .heat-key span { display: block; padding: .1rem .5rem; }
            .h1, .h7 { color: var(--far); } .h2, .h6 { color: var(--middle); }
            @media screen and (max-width: 40rem) { body { padding: 1rem .9rem 3rem; } .group { padding: .8rem .8rem .9rem; }
              .group .group { padding: .6rem .5rem; }
              .heat tbody th { min-width: 6rem; max-width: 7.5rem; } .bars th { width: 45%; }
              .bars td.n { width: 5.5rem; } .wide table:has(thead th:nth-child(5)):not(.heat) {
              width: max-content; min-width: 100%; } .wide table:not(.heat) :is(th, td) { max-width: 14rem; } }
            """;

    private static final String PRINT = """
            @page { size: A4; margin: 15mm 14mm; }
            @media print { :root { color-scheme: light; } nav, .skip, summary { display: none; }
              body { max-width: none; padding: 0; font-size: 10.5pt; } * { print-color-adjust: exact; }
              h2, h3, h4, .head, caption, thead, figcaption, figure > p { break-after: avoid; }
              tbody tr:first-child { break-before: avoid; }
              .head + p, h2 + p { break-after: avoid; } tr, svg, caption, figure > p, .legend, .findings li, dl div {
              break-inside: avoid; }
              details::details-content { content-visibility: visible; display: block; height: auto; }
              .wide { overflow: visible; } svg, svg.tree { max-width: 100%; } svg.curve, svg.plane, svg.boxes, svg.flows {
              max-width: 12cm; } .wide table { font-size: .7em; } .wide thead th { font-size: 1em; }
              .wide th, .wide td { padding-right: .4rem; } .wide .heat td, .heat tbody th { min-width: 0; padding: .15rem; }
              .heat tbody th { position: static; } .wide .heat.many { font-size: 4.4pt; border-spacing: 1px; }
              .wide .heat.many td { padding: 1px 0; } .heat.many .hidden { font-size: 1em; }
              details table, .wide details table { font-size: .75em; } details thead th { font-size: 1em; }
              :not(details) > .wide > table:not(:has(thead th:nth-child(7))) { font-size: .85em; }
              details th, details td { padding-top: .1rem;
              padding-bottom: .1rem; } .wide .dense { font-size: 5pt; } .wide .dense th, .wide .dense td {
              padding: 1px 3px 1px 0; } }
            """;

    static final String CSS = COLOURS
            + PAGE
            + DRAWINGS
            + classes("h", 1, 7, "background: var(--%); ")
            + classes("s", 0, 12, "fill: var(--%); ")
            + classes("mark.s", 0, 12, "stroke: var(--%); ")
            + classes("key.s", 0, 12, "border-color: var(--%); ")
            + PRINT;

    private ReportStyle() {}

    /** A rule for each of the numbered colours. */
    private static String classes(String name, int first, int last, String rule) {
        StringBuilder css = new StringBuilder();
        for (int c = first; c <= last; c++) {
            String colour = name.substring(name.length() - 1) + c;
            css.append('.').append(name).append(c).append(" { ");
            css.append(rule.replace("%", colour)).append("}\n");
        }
        return css.toString();
    }
}
