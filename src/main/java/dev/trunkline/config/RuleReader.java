package dev.trunkline.config;

import dev.trunkline.rules.CallRule;
import dev.trunkline.rules.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the {@code rules} of the file. Confined to one thread. */
final class RuleReader {

    /** The section of the file. */
    static final String SECTION = "rules";

    static final int MAX_TURNS = 20;

    /** What EVI measures in a voice. */
    static final List<String> EXPRESSIONS =
            listed("admiration, adoration, aesthetic appreciation, amusement, anger, anxiety, awe, awkwardness,"
                    + " boredom, calmness, concentration, confusion, contemplation, contempt, contentment, craving,"
                    + " desire, determination, disappointment, disgust, distress, doubt, ecstasy, embarrassment,"
                    + " empathic pain, entrancement, envy, excitement, fear, guilt, horror, interest, joy, love,"
                    + " nostalgia, pain, pride, realization, relief, romance, sadness, satisfaction, shame,"
                    + " surprise (negative), surprise (positive), sympathy, tiredness, triumph");

    private static final Set<String> PLAIN =
            EXPRESSIONS.stream().map(Condition.Sounds::plain).collect(Collectors.toSet());

    private final ConfigFile file;

    RuleReader(ConfigFile file) {
        this.file = file;
    }

    private static List<String> listed(String words) {
        return List.of(words.split(", ", -1));
    }

    /** @param routes whose names and destinations the rules may name */
    List<CallRule> read(List<TrunklineConfig.Route> routes) {
        List<CallRule> rules = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        FileEntry.top(file).each(SECTION, "name, when and then", entry -> {
            CallRule rule = rule(entry, routes);
            if (rule != null) {
                String earlier = names.putIfAbsent(rule.name(), entry.where());
                if (earlier != null) {
                    entry.mistake("name", "is taken by " + earlier);
                }
                rules.add(rule);
            }
        });
        return rules;
    }

    private @Nullable CallRule rule(FileEntry entry, List<TrunklineConfig.Route> routes) {
        entry.checkKeys();
        String name = entry.name();
        if (name.equals("transfer")) {
            entry.mistake("name", "is what transfers are called that no rule brings about; give another");
        }
        List<String> watched = entry.texts("routes");
        for (String route : watched) {
            if (routes.stream().noneMatch(each -> each.name().equals(route))) {
                entry.mistake("routes", Shown.quoted(route) + " is no route of this file");
            }
        }
        List<Condition> when = when(entry.entry("when", "what has to hold, such as says"));
        CallRule.Deed deed = deed(entry.entry("then", "what is done, such as escalate: true"));
        if (!entry.has("when") || !entry.has("then")) {
            entry.mistake("", "needs when and then");
        }
        int pauseSeconds = entry.number("pauseSeconds", 0);
        if (deed != null && deed.transfer() != null) {
            checkDestination(entry, deed.transfer(), watched, routes);
        }
        return name.isEmpty() || when.isEmpty() || deed == null
                ? null
                : new CallRule(name, Set.copyOf(watched), when, deed, TimeUnit.SECONDS.toNanos(pauseSeconds));
    }

    private static void checkDestination(
            FileEntry entry, String destination, List<String> watched, List<TrunklineConfig.Route> routes) {
        for (TrunklineConfig.Route route : routes) {
            boolean isWatched = watched.isEmpty() || watched.contains(route.name());
            boolean knows =
                    route.destinations().stream().anyMatch(each -> each.name().equals(destination));
            if (isWatched && !knows) {
                entry.mistake(
                        "then.transfer",
                        Shown.quoted(destination) + " is no destination of the route " + Shown.quoted(route.name()));
            }
        }
    }

    private static List<Condition> when(@Nullable FileEntry when) {
        List<Condition> all = new ArrayList<>();
        if (when == null) {
            return all;
        }
        when.checkKeys();
        String expression = when.text("expression");
        Double above = when.decimal("above");
        int turns = when.usualNumber("turns");
        if (expression != null && !PLAIN.contains(Condition.Sounds.plain(expression))) {
            String meant = Spelling.nearest(expression, EXPRESSIONS);
            when.mistake(
                    "expression",
                    Shown.quoted(expression) + " is none that is measured"
                            + (meant == null ? "" : "; did you mean " + meant + "?"));
        } else if (expression != null && above != null) {
            all.add(new Condition.Sounds(expression, above, turns));
        }
        if (when.has("expression") != when.has("above") || (when.has("turns") && !when.has("expression"))) {
            when.mistake("", "needs expression and above together; turns goes with them");
        }
        List<String> phrases = when.texts("says");
        if (!phrases.isEmpty()) {
            all.add(new Condition.Says(phrases));
        }
        Integer silentSeconds = when.number("silentSeconds");
        if (silentSeconds != null) {
            all.add(new Condition.Silent(TimeUnit.SECONDS.toNanos(silentSeconds)));
        }
        String tool = when.text("toolFails");
        int times = when.usualNumber("times");
        if (tool != null) {
            all.add(new Condition.ToolFails(tool.equals("any") ? Condition.ToolFails.ANY : tool, times));
        } else if (when.has("times")) {
            when.mistake("times", "needs toolFails");
        }
        if (when.node().isEmpty()) {
            when.mistake(
                    "",
                    "must hold at least one of "
                            + when.keys().names().stream().sorted().toList());
        }
        return all;
    }

    private static CallRule.@Nullable Deed deed(@Nullable FileEntry then) {
        if (then == null) {
            return null;
        }
        then.checkKeys();
        boolean escalates = then.flag("escalate");
        String context = then.text("tell");
        String transfer = then.text("transfer");
        if (!escalates && context == null && transfer == null) {
            then.mistake("", "must do something: escalate: true, tell, or transfer");
            return null;
        }
        return new CallRule.Deed(escalates, context, transfer);
    }
}
