package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.Intent.Action;
import dev.trunkline.engine.mind.script.Intent.Cues;
import dev.trunkline.engine.mind.script.Intent.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one intent of a script. Confined to one thread. */
final class IntentReader {

    private static final Set<String> KNOWN = Set.of(
            "name",
            "title",
            "hears",
            "phrases",
            "examples",
            "always",
            "first",
            "after",
            "says",
            "alone",
            "does",
            "to",
            "desk",
            "acknowledges",
            "everyday",
            "slots",
            "confirms",
            "lookUp",
            "tool");
    private static final Set<String> OF_SLOTS =
            Set.of("name", "kind", "asks", "asksAgain", "confirms", "choices", "digits");
    private static final String A_NAME = "[a-z][a-z0-9_]{0,40}";

    private final ScriptNode node;

    IntentReader(ScriptNode node) {
        this.node = node;
    }

    Intent read() {
        node.allows(KNOWN);
        String name = name(node.at("name"));
        Cues cues = cues();
        List<String> says = node.at("says").lines();
        Action action = node.at("does").oneOf(Action.class, Action.NOTHING);
        Form form = form();
        boolean isMute = says.isEmpty() && form.isEmpty() && action == Action.NOTHING;
        if (isMute) {
            node.mistake("says nothing and does nothing; give says, does, slots, lookUp or tool");
        }
        if (cues.words().isEmpty() && cues.examples().isEmpty()) {
            node.mistake("can never be meant; give examples of what callers say");
        }
        if (node.at("to").isThere() && action != Action.TRANSFER) {
            node.at("to").mistake("is where a transfer leads; add does: transfer, or leave it out");
        }
        String title = node.at("title").text();
        return new Intent(
                name,
                title.isEmpty() ? name.replace('_', ' ') : title,
                cues,
                says,
                node.at("alone").lines(),
                new Outcome(
                        action,
                        node.at("to").optional(),
                        node.at("desk").optional(),
                        node.at("acknowledges").flag(),
                        node.at("everyday").flag()),
                form);
    }

    private static String name(ScriptNode node) {
        String name = node.needed("a name of letters, digits and underscores, such as opening_hours");
        if (!name.isEmpty() && !name.matches(A_NAME)) {
            node.mistake("is " + ScriptNode.shown(name)
                    + "; use small letters, digits and underscores, such as opening_hours");
        }
        return name;
    }

    private Cues cues() {
        return new Cues(
                plain(node.at("hears")),
                plain(node.at("phrases")),
                node.at("examples").lines(),
                plain(node.at("always")),
                node.at("first").flag(),
                node.at("after").lines());
    }

    private static List<String> plain(ScriptNode node) {
        return node.lines().stream()
                .map(PlainWords::of)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private Form form() {
        List<Slot> slots = new ArrayList<>();
        for (ScriptNode item : node.at("slots").items()) {
            Slot slot = slot(item.allows(OF_SLOTS));
            if (slots.stream().anyMatch(other -> other.name().equals(slot.name()))) {
                item.at("name").mistake("is " + slot.name() + ", as another slot's is; give it another name");
            }
            slots.add(slot);
        }
        return new Form(slots, node.at("confirms").text(), lookUp(node.at("lookUp")), tool(node.at("tool")));
    }

    private static Slot slot(ScriptNode node) {
        String name = name(node.at("name"));
        Slot.Kind kind = node.at("kind").oneOf(Slot.Kind.class, Slot.Kind.TEXT);
        List<String> asks = node.at("asks").lines();
        if (asks.isEmpty()) {
            node.at("asks").mistake("is missing; give the question that asks for it");
            asks = List.of(name);
        }
        Map<String, List<String>> choices = new LinkedHashMap<>();
        node.at("choices").fields().forEach((choice, phrases) -> choices.put(choice, plain(phrases)));
        if (kind == Slot.Kind.CHOICE && choices.size() < 2) {
            node.at("choices").mistake("must name at least two, each with the words that mean it");
        }
        int[] digits = digits(node.at("digits"));
        return new Slot(
                name,
                kind,
                asks,
                node.at("asksAgain").lines(),
                node.at("confirms").text(),
                choices,
                digits[0],
                digits[1]);
    }

    /** How many: {@code 6}, or {@code 4-8}. */
    private static int[] digits(ScriptNode node) {
        String text = node.text();
        if (text.isEmpty()) {
            return new int[] {1, 40};
        }
        if (!text.matches("[1-9][0-9]?(-[1-9][0-9]?)?")) {
            node.mistake("is " + ScriptNode.shown(text) + "; give how many, such as 6 or 4-8");
            return new int[] {1, 40};
        }
        String[] ends = text.split("-", -1);
        return new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])};
    }

    private static Form.@Nullable LookUpStep lookUp(ScriptNode node) {
        if (!node.isThere()) {
            return null;
        }
        node.allows(Set.of("url", "headers", "sends", "as", "says", "fails"));
        URI url = url(node.at("url"));
        String as = node.at("as").text();
        List<String> fails = node.at("fails").lines();
        if (fails.isEmpty()) {
            node.at("fails").mistake("is missing; give what is said when there is no answer");
        }
        return new Form.LookUpStep(
                url,
                node.at("headers").texts(),
                node.at("sends").texts(),
                as.isEmpty() ? "found" : as,
                node.at("says").lines(),
                fails);
    }

    private static URI url(ScriptNode node) {
        String text = node.needed("where to ask, such as https://shop.example.com/orders");
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        if (!text.isEmpty()) {
            node.mistake("is " + ScriptNode.shown(text) + "; give an address that begins with https:// or http://");
        }
        return URI.create("https://invalid.invalid");
    }

    private static Form.@Nullable ToolStep tool(ScriptNode node) {
        if (!node.isThere()) {
            return null;
        }
        node.allows(Set.of("name", "sends", "says", "fails"));
        return new Form.ToolStep(
                node.at("name").needed("the name of a tool of the session"),
                node.at("sends").texts(),
                node.at("says").lines(),
                node.at("fails").lines());
    }
}
