package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the categories of customers come from. */
sealed interface CategorySource {
    /** What the categories are called. */
    String name();

    /** The category of each customer. */
    Categories read(PurposeBoundView view, Checkpoint checkpoint);

    /** The attributes that were read. */
    List<Attribute> attributes(PurposeBoundView view);

    /** The levels that were declared, in their order. */
    List<String> declared(PurposeBoundView view);

    ModelState state();

    static CategorySource restore(ModelState state) {
        return state.has("attribute")
                ? new OfAttribute(state.text("attribute"))
                : new OfCell(new Cells(state.text("latitude"), state.text("longitude"), state.number("degrees")));
    }

    /** An attribute that is a category or a text. */
    record OfAttribute(String name) implements CategorySource {
        @Override
        public Categories read(PurposeBoundView view, Checkpoint checkpoint) {
            if (view.attribute(name).type() != AttributeType.TEXT) {
                return view.categories(name);
            }
            Map<String, Integer> codes = new LinkedHashMap<>();
            int[] rows = new int[view.size()];
            for (int customer = 0; customer < rows.length; customer++) {
                checkpoint.at(customer);
                Optional<String> text = view.text(name, customer);
                if (text.isPresent()) {
                    Integer known = codes.putIfAbsent(text.get(), codes.size());
                    rows[customer] = known == null ? codes.size() - 1 : known;
                } else {
                    rows[customer] = Categories.MISSING;
                }
            }
            return Categories.of(name, new ArrayList<>(codes.keySet()), rows);
        }

        @Override
        public List<Attribute> attributes(PurposeBoundView view) {
            return List.of(view.attribute(name));
        }

        @Override
        public List<String> declared(PurposeBoundView view) {
            return view.attribute(name).values();
        }

        @Override
        public ModelState state() {
            return ModelState.of("source/1").put("attribute", name).build();
        }
    }

    /** The cell of a grid over the earth. */
    record OfCell(Cells cells) implements CategorySource {
        @Override
        public String name() {
            return "cell";
        }

        @Override
        public Categories read(PurposeBoundView view, Checkpoint checkpoint) {
            return cells.categories(view, checkpoint);
        }

        @Override
        public List<Attribute> attributes(PurposeBoundView view) {
            return cells.attributes(view);
        }

        @Override
        public List<String> declared(PurposeBoundView view) {
            return List.of();
        }

        @Override
        public ModelState state() {
            return ModelState.of("source/1")
                    .put("latitude", cells.latitude())
                    .put("longitude", cells.longitude())
                    .put("degrees", cells.degrees())
                    .build();
        }
    }
}
