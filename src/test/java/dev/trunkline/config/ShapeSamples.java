package dev.trunkline.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values of a shape, and values that are none. */
record ShapeSamples(List<JsonNode> good, List<JsonNode> bad) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What fits the patterns of the register; one that is new there needs its line here. */
    private static final Map<String, String> FITTING = Map.ofEntries(
            Map.entry("AC[0-9a-fA-F]{32}", "AC0123456789abcdef0123456789abcdef"),
            Map.entry("rediss?(-sentinel)?://.+", "rediss://redis.example.com:6379"),
            Map.entry("embedded|wss?://[^/?#@\\s]+/[^?#\\s]+", "wss://evi.example.com/v0/evi"),
            Map.entry("\\+[0-9]+", "+1900"),
            Map.entry("[A-Za-z]{2}", "US"),
            Map.entry("(.*\\s)?openid(\\s.*)?", "openid groups"),
            Map.entry("[0-9]{2}:[0-9]{2}\\s*-\\s*[0-9]{2}:[0-9]{2}", "08:00-12:30"),
            Map.entry("https?://[^/?#@\\s]+/?", "https://app.example.com"),
            Map.entry("[0-9*#]{1,8}|none", "*77"),
            Map.entry("(jdbc:)?postgres(ql)?://\\S+|jdbc:h2:\\S+", "postgresql://db.example.com/calls"),
            Map.entry("[A-Z]{3}", "EUR"),
            Map.entry(Shape.HEX_KEY, "0123456789abcdef".repeat(4)),
            Map.entry(Shape.HEADER_TEXT, "a-long-secret-of-letters-and-dashes"),
            Map.entry(Shape.PHONE_NUMBER, "+1 415 555-0100"),
            Map.entry("sips?:\\S+|client:\\S+|" + Shape.PHONE_NUMBER, "sip:desk@pbx.example.com"),
            Map.entry("\\*|[a-z]+:\\S+|" + Shape.PHONE_NUMBER, "client:alice"),
            Map.entry(Entries.NAME, "sales_2"),
            Map.entry("[a-z][a-z0-9_.-]{0,39}", "night.shift-2"),
            Map.entry("[0-9*#]", "#"),
            Map.entry("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "de-CH"),
            Map.entry("wss?://[^/?#@\\s]+([/?][^#\\s]*)?", "wss://far.example.com/v1/realtime"));

    static ShapeSamples of(Shape shape) {
        ShapeSamples samples = new ShapeSamples(new ArrayList<>(), new ArrayList<>());
        samples.add(shape);
        return samples;
    }

    private void add(Shape shape) {
        if (shape instanceof Shape.Whole whole) {
            good(YamlTree.scalar("" + whole.least()), YamlTree.scalar("" + whole.most()));
            bad(YamlTree.scalar("" + (whole.least() - 1L)), NODES.numberNode(whole.most() + 1L), text("many"));
            bad(NODES.numberNode(whole.least() + 0.5), text(""), list("1", "x"), keys());
            words(whole.words());
        } else if (shape instanceof Shape.Decimal decimal) {
            good(NODES.numberNode(decimal.least()), NODES.numberNode(decimal.most()));
            bad(NODES.numberNode(decimal.least() - 0.01), NODES.numberNode(decimal.most() + 0.01), text("much"));
            bad(text(""), list("x"), keys());
            words(decimal.words());
        } else if (shape instanceof Shape.Choice choice) {
            words(choice.words());
            bad(text("nonsense"), text(""), list("nonsense"), keys());
        } else if (shape instanceof Shape.Url url) {
            url.schemes().forEach(each -> good(text(each + "://127.0.0.1:8080/path")));
            bad(
                    text("ftp://127.0.0.1/path"),
                    text("127.0.0.1/path"),
                    text(url.schemes().get(0) + "://u:p@127.0.0.1"));
            bad(text(url.schemes().get(0) + "://127.0.0.1/#x"), text(""), list("x"), keys());
            if (url.isBase()) {
                bad(text(url.schemes().get(0) + "://127.0.0.1/path?x=y"));
            }
        } else if (shape instanceof Shape.Text text) {
            good(text(fitting(text)));
            bad(text("x".repeat(text.most() + 1)), list("x"), keys());
            (text.least() == 0 ? good : bad).add(text(""));
            if (text.pattern() != null) {
                bad(text("-- \u00e4 --"));
            }
            if (text.least() > 1) {
                bad(text("x".repeat(text.least() - 1)));
            }
        } else if (shape instanceof Shape.Several several) {
            ShapeSamples each = of(several.each());
            JsonNode first = each.good().get(0);
            good(first, NODES.arrayNode().add(first));
            JsonNode other = each.good().get(each.good().size() - 1);
            if (!other.equals(first)) {
                good(NODES.arrayNode().add(first).add(other), text(first.asText() + ", " + other.asText()));
            }
            bad(text(""), keys(), NODES.arrayNode(), NODES.arrayNode().add(keys()));
            words(several.words());
        } else if (shape instanceof Shape.Texts texts) {
            JsonNode first = of(texts.each()).good().get(0);
            good(NODES.arrayNode().add(first));
            (texts.mayBeSingle() ? good : bad).add(first);
            bad(NODES.arrayNode(), NODES.arrayNode().add(keys()), keys());
        } else if (shape instanceof Shape.Variables) {
            good(keys().put("company", "Example"), keys().put("company", ""));
            bad(text("Example"), list("Example"), keys().set("company", list("x")));
        } else {
            bad(text("x"), shape instanceof Shape.Each ? keys() : list("x"));
        }
    }

    private void words(List<String> words) {
        words.forEach(each -> good(YamlTree.scalar(each)));
    }

    /** A text that the pattern takes and that is long enough. */
    private static String fitting(Shape.Text text) {
        if (text.pattern() == null) {
            return "x".repeat(Math.max(1, text.least()));
        }
        return requireNonNull(FITTING.get(text.pattern()), () -> "no sample for " + text.pattern());
    }

    private void good(JsonNode... nodes) {
        good.addAll(List.of(nodes));
    }

    private void bad(JsonNode... nodes) {
        bad.addAll(List.of(nodes));
    }

    private static JsonNode text(String text) {
        return NODES.textNode(text);
    }

    private static ObjectNode keys() {
        return NODES.objectNode();
    }

    private static ArrayNode list(String... texts) {
        ArrayNode list = NODES.arrayNode();
        List.of(texts).forEach(list::add);
        return list;
    }
}
