package dev.trunkline.engine.mind.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a script's tree, and tells all mistakes at once. Confined to one thread. */
final class ScriptReader {

    private static final Set<String> TOP = Set.of("settings", "variables", "intents", "keys", "sentences", "without");

    private final ScriptNode.Mistakes mistakes;

    ScriptReader(ScriptNode.Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Reads it.
     *
     * @param base what it is added to: its everyday intents and its sentences; null for nothing
     */
    Script read(JsonNode tree, @Nullable Script base) {
        ScriptNode root = new ScriptNode(tree, "", mistakes).allows(TOP);
        List<Intent> intents = intents(root.at("intents"));
        if (intents.isEmpty()) {
            root.at("intents").mistake("is missing; give at least one intent");
        }
        Set<String> own = intents.stream().map(Intent::name).collect(Collectors.toSet());
        List<String> without = root.at("without").lines();
        List<Intent> everyday = base == null
                ? List.of()
                : base.intents().stream()
                        .filter(intent -> intent.outcome().everyday())
                        .filter(intent -> !own.contains(intent.name()) && !without.contains(intent.name()))
                        .toList();
        List<Intent> all = Stream.concat(intents.stream(), everyday.stream()).toList();
        checkReferences(root, all);
        checkWithout(root.at("without"), base);
        return new Script(
                settings(root.at("settings")),
                root.at("variables").texts(),
                all,
                keys(root.at("keys"), all),
                sentences(root.at("sentences"), base));
    }

    private static Script.Settings settings(ScriptNode node) {
        node.allows(Set.of("threshold", "margin", "personAfter"));
        Script.Settings usual = Script.Settings.USUAL;
        return new Script.Settings(
                node.at("threshold").number(usual.threshold(), 0.05, 0.95),
                node.at("margin").number(usual.margin(), 0, 0.5),
                (int) node.at("personAfter").number(usual.personAfter(), 1, 9));
    }

    private List<Intent> intents(ScriptNode list) {
        List<Intent> intents = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ScriptNode item : list.items()) {
            Intent intent = new IntentReader(item).read();
            if (!intent.name().isEmpty() && !names.add(intent.name())) {
                item.at("name").mistake("is " + intent.name() + ", as another intent's is; give it another name");
            }
            intents.add(intent);
        }
        return intents;
    }

    /** Names that stand for other intents, and phrases that stand in two of them. */
    private static void checkReferences(ScriptNode root, List<Intent> all) {
        Set<String> names = all.stream().map(Intent::name).collect(Collectors.toSet());
        for (ScriptNode item : root.at("intents").items()) {
            for (String after : item.at("after").lines()) {
                if (!names.contains(after)) {
                    item.at("after").mistake("names " + after + ", and there is no such intent");
                }
            }
        }
        Map<String, String> owners = new LinkedHashMap<>();
        for (Intent intent : all) {
            for (String phrase : intent.cues().words().stream().distinct().toList()) {
                String owner = owners.putIfAbsent(phrase, intent.name());
                if (owner != null
                        && intent.cues().after().isEmpty()
                        && !intent.outcome().everyday()) {
                    root.at("intents")
                            .mistake("have the phrase \"" + phrase + "\" twice, in " + owner + " and in "
                                    + intent.name() + "; keep one of them");
                }
            }
        }
    }

    private static void checkWithout(ScriptNode node, @Nullable Script base) {
        for (String name : node.lines()) {
            boolean isKnown = base != null
                    && base.intents().stream()
                            .anyMatch(intent ->
                                    intent.outcome().everyday() && intent.name().equals(name));
            if (!isKnown) {
                node.mistake("names " + name + ", which is no intent that every script has");
            }
        }
    }

    private static Map<String, String> keys(ScriptNode node, List<Intent> intents) {
        Set<String> names = intents.stream().map(Intent::name).collect(Collectors.toSet());
        Map<String, String> keys = new LinkedHashMap<>();
        node.fields().forEach((key, value) -> {
            String name = value.text();
            if (!key.matches("[0-9*#]")) {
                value.mistake("stands for the key " + ScriptNode.shown(key) + "; keys are 0 to 9, * and #");
            } else if (!names.contains(name)) {
                value.mistake("names " + ScriptNode.shown(name) + ", and there is no such intent");
            } else {
                keys.put(key, name);
            }
        });
        return keys;
    }

    private static Map<Phrase, List<String>> sentences(ScriptNode node, @Nullable Script base) {
        Map<Phrase, List<String>> sentences = new EnumMap<>(Phrase.class);
        if (base != null) {
            sentences.putAll(base.sentences());
        }
        node.fields().forEach((name, value) -> {
            List<String> lines = value.lines();
            Phrase phrase = Phrase.named(name);
            if (phrase == null) {
                value.mistake("is no sentence of the agent's; known are "
                        + Stream.of(Phrase.values())
                                .map(known -> known.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
            } else if (lines.isEmpty()) {
                value.mistake("is empty; give a sentence, or leave it out");
            } else {
                sentences.put(phrase, lines);
            }
        });
        return sentences;
    }
}
