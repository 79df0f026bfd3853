package io.github.segmentation4j.io;

/** The style of a report. */
final class ReportStyle {
    static final String CSS = """
            :root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --page: #ffffff; --panel: #f5f7f9;
              --line: #dfe4ea; --fill: #2b6cb0; --less: #b7791f; --pass: #22693f; --warn: #8a5a00; --block: #a61b1b; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6eaf0; --soft: #a3adba; --page: #14181f; --panel: #1d232c; --line: #343d49;
                --fill: #63a4e8; --less: #e0a94a; --pass: #2f8552; --warn: #a06c0c; --block: #c53030; } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 62rem; background: var(--page);
              color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
            header { display: flex; align-items: center; gap: .9rem; flex-wrap: wrap; }
            h1 { font-size: 1.8rem; line-height: 1.2; margin: .4rem 0; }
            h2 { font-size: 1.3rem; margin: 2.6rem 0 .7rem; padding-top: .9rem; border-top: 1px solid var(--line); }
            h3 { font-size: 1.05rem; margin: 0 .6rem .2rem 0; display: inline-block; }
            p { margin: .4rem 0 .8rem; max-width: 44rem; }
            nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .9rem; }
            a { color: var(--fill); }
            small { color: var(--soft); font-size: .85em; }
            .badge { display: inline-block; padding: .1rem .55rem; border-radius: .7rem; color: #fff; font-size: .75rem;
              font-weight: 600; letter-spacing: .03em; text-transform: uppercase; vertical-align: middle; }
            .pass { background: var(--pass); } .warn { background: var(--warn); } .block { background: var(--block); }
            .group { background: var(--panel); border-radius: .6rem; padding: .9rem 1.1rem 1rem; margin: .9rem 0;
              break-inside: avoid-page; }
            dl { display: flex; flex-wrap: wrap; gap: .5rem 2.2rem; margin: .5rem 0 .9rem; }
            dl div { min-width: 0; } dt { color: var(--soft); font-size: .82rem; }
            dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
            .findings { list-style: none; padding: 0; margin: .6rem 0; }
            .findings li { display: flex; gap: .7rem; align-items: baseline; margin: .35rem 0; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.1rem; font-size: .92rem; }
            caption, figcaption { text-align: left; color: var(--soft); font-size: .88rem; padding: .2rem 0 .35rem; }
            th, td { text-align: left; padding: .32rem .8rem .32rem 0; border-bottom: 1px solid var(--line);
              vertical-align: top; font-weight: 400; }
            thead th { font-weight: 600; font-size: .85rem; }
            .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            thead .n, .n.words { white-space: normal; }
            td.n small { display: block; }
            .hidden { color: var(--soft); }
            figure { margin: .6rem 0 1.1rem; }
            .bars th { width: 34%; } .bars td.n { width: 9rem; }
            svg { display: block; } svg.bar { width: 100%; height: .8rem; margin-top: .4rem; }
            .effect { display: flex; align-items: center; gap: .7rem; white-space: nowrap; }
            .effect svg { width: 8rem; height: .7rem; flex: none; }
            .rail { fill: var(--line); opacity: .55; } .fill, .more { fill: var(--fill); } .less { fill: var(--less); }
            .axis { fill: var(--soft); } path.axis { fill: none; stroke: var(--soft); }
            svg.curve { width: 100%; max-width: 38rem; height: auto; } .curve text { fill: var(--soft); font-size: 12px; }
            .curve polyline { fill: none; stroke: var(--fill); stroke-width: 2; } .curve circle { fill: var(--fill); }
            @media print { nav { display: none; } body { max-width: none; padding: 0; font-size: 10.5pt; }
              * { print-color-adjust: exact; } .wide { overflow: visible; }
              .wide table { font-size: .7em; } .wide thead th { font-size: 1em; }
              .wide th, .wide td { padding-right: .4rem; } }
            """;

    private ReportStyle() {}
}
