package dev.trunkline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.replay.CallCourse.Noted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is different about two courses of one call, in words for people. Confined to one thread. */
final class Comparison {

    private static final int FRAME_MILLIS = 20;
    private static final String HEARD = "AgentHeard";
    private static final String INTERRUPTED = "BargedIn";
    private static final Set<String> TOLD_BY_THE_REST = Set.of(HEARD, "Ended", "StateChanged", "AgentBegins");

    private final CallCourse recorded;
    private final CallCourse replayed;
    private final List<ReplayDifference> found = new ArrayList<>();
    private long moreMillis;
    private long lessMillis;
    private long otherMillis;

    Comparison(CallCourse recorded, CallCourse replayed) {
        this.recorded = recorded;
        this.replayed = replayed;
        compareSentences();
        compareEvents();
        compareTold();
        compareAiSound();
        compareEnds();
        compareHeard();
        found.sort(Comparator.comparingLong(ReplayDifference::atMillis));
    }

    List<ReplayDifference> found() {
        return found;
    }

    long moreMillis() {
        return moreMillis;
    }

    long lessMillis() {
        return lessMillis;
    }

    long otherMillis() {
        return otherMillis;
    }

    private void differs(long atMillis, String side, String words) {
        found.add(new ReplayDifference(atMillis, side, words));
    }

    private void compareSentences() {
        Map<String, Noted> others = byKey(replayed.events(HEARD), Comparison::sentence);
        for (Map.Entry<String, Noted> each :
                byKey(recorded.events(HEARD), Comparison::sentence).entrySet()) {
            Noted sentence = each.getValue();
            Noted other = others.remove(each.getKey());
            String text = "“" + sentence.text("text") + "”";
            if (other == null) {
                differs(sentence.atMillis(), ReplayDifference.CALLER, "the agent would not have said " + text);
                continue;
            }
            long moreMillis = other.number("heardMillis") - sentence.number("heardMillis");
            if (Math.abs(moreMillis) >= FRAME_MILLIS) {
                differs(
                        sentence.atMillis(),
                        ReplayDifference.CALLER,
                        "the caller would have heard " + Math.abs(moreMillis) + " ms "
                                + (moreMillis > 0 ? "more" : "less") + " of " + text
                                + (wasInterrupted(sentence) ? " after interrupting" : ""));
            }
        }
        others.values()
                .forEach(added -> differs(
                        added.atMillis(),
                        ReplayDifference.CALLER,
                        "the agent would have said “" + added.text("text") + "”, too"));
    }

    private static String sentence(Noted heard) {
        return heard.text("messageId") + heard.text("text");
    }

    private boolean wasInterrupted(Noted sentence) {
        return recorded.events(INTERRUPTED).stream()
                .anyMatch(interrupted -> Math.abs(interrupted.atMillis() - sentence.atMillis()) <= FRAME_MILLIS);
    }

    private void compareEvents() {
        compare(
                recorded.events().stream().filter(Comparison::standsAlone).toList(),
                replayed.events().stream().filter(Comparison::standsAlone).toList(),
                event -> event.what() + withoutNumbers(event.fact()),
                event -> new ReplayDifference(
                        event.atMillis(), ReplayDifference.CALL, words(event) + " would not have happened"),
                event -> new ReplayDifference(
                        event.atMillis(), ReplayDifference.CALL, words(event) + " would have happened"));
    }

    private static boolean standsAlone(Noted event) {
        return !TOLD_BY_THE_REST.contains(event.what());
    }

    /** Such as: barged in (AI_NOTICED). */
    private static String words(Noted event) {
        String what = event.what().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        List<String> told = new ArrayList<>();
        withoutNumbers(event.fact()).forEach(value -> {
            if (value.isTextual() && !value.asText().equals(event.what())) {
                told.add(value.asText());
            }
        });
        return "“" + what + "”" + (told.isEmpty() ? "" : " (" + String.join(", ", told) + ")");
    }

    /** How long something took is not what it is. */
    private static JsonNode withoutNumbers(JsonNode fact) {
        JsonNode copy = fact.deepCopy();
        if (copy instanceof ObjectNode fields) {
            List<String> numbers = new ArrayList<>();
            fields.properties().forEach(field -> {
                if (field.getValue().isNumber()) {
                    numbers.add(field.getKey());
                }
            });
            fields.remove(numbers);
        }
        return copy;
    }

    private void compareTold() {
        compare(
                recorded.told(),
                replayed.told(),
                told -> told.what() + told.fact(),
                told -> new ReplayDifference(
                        told.atMillis(), ReplayDifference.AI, "it would not have got " + got(told)),
                told -> new ReplayDifference(told.atMillis(), ReplayDifference.AI, "it would have got " + got(told)));
    }

    private static String got(Noted told) {
        String what = told.what().replace("AI_", "").toLowerCase(Locale.ROOT).replaceFirst(" (\\d+)$", " (chat $1)");
        return what + (told.fact().asText().isEmpty() && told.fact().isValueNode() ? "" : " " + told.fact());
    }

    private void compare(
            List<Noted> before,
            List<Noted> after,
            Function<Noted, String> key,
            Function<Noted, ReplayDifference> missing,
            Function<Noted, ReplayDifference> added) {
        Map<String, Noted> others = byKey(after, key);
        byKey(before, key).forEach((name, noted) -> {
            if (others.remove(name) == null) {
                found.add(missing.apply(noted));
            }
        });
        others.values().forEach(noted -> found.add(added.apply(noted)));
    }

    /** The nth of those that are the same keeps its place among them. */
    private static Map<String, Noted> byKey(List<Noted> all, Function<Noted, String> key) {
        Map<String, Noted> named = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Noted noted : all) {
            String name = key.apply(noted);
            int count = counts.merge(name, 1, Integer::sum);
            named.put(count == 1 ? name : name + "#" + count, noted);
        }
        return named;
    }

    private void compareAiSound() {
        List<Noted> before = recorded.aiSound();
        List<Noted> after = replayed.aiSound();
        int least = Math.min(before.size(), after.size());
        long different = Math.abs(before.size() - after.size());
        long firstMillis = -1;
        for (int i = 0; i < least; i++) {
            if (!before.get(i).fact().equals(after.get(i).fact())) {
                different++;
                firstMillis = firstMillis < 0 ? before.get(i).atMillis() : firstMillis;
            }
        }
        if (different > 0) {
            long lastMillis = least == 0 ? 0 : before.get(least - 1).atMillis();
            differs(
                    firstMillis < 0 ? lastMillis : firstMillis,
                    ReplayDifference.AI,
                    different + " pieces of the caller's sound would have been others, more or fewer");
        }
    }

    private void compareEnds() {
        Noted before = recorded.end();
        Noted after = replayed.end();
        String was = end(before);
        String is = end(after);
        if (!was.equals(is)) {
            long atMillis = after == null ? (before == null ? 0 : before.atMillis()) : after.atMillis();
            differs(atMillis, ReplayDifference.CALL, "it would have " + is + "; it has " + was);
        } else if (before != null && after != null && Math.abs(before.atMillis() - after.atMillis()) >= FRAME_MILLIS) {
            long laterMillis = after.atMillis() - before.atMillis();
            differs(
                    after.atMillis(),
                    ReplayDifference.CALL,
                    "it would have ended " + Math.abs(laterMillis) + " ms " + (laterMillis > 0 ? "later" : "earlier"));
        }
    }

    private static String end(@Nullable Noted ended) {
        return ended == null
                ? "not ended"
                : "ended: " + ended.text("end") + ", then "
                        + ended.fact().path("next").path("kind").asText();
    }

    private void compareHeard() {
        HeardSound before = recorded.heard();
        HeardSound after = replayed.heard();
        int frames = Math.max(before.frames(), after.frames());
        String last = "";
        int since = 0;
        for (int frame = 0; frame <= frames; frame++) {
            String now = frame == frames ? "" : difference(before, after, frame);
            if (!now.equals(last)) {
                tellSpan(last, since, frame);
                last = now;
                since = frame;
            }
        }
    }

    private static String difference(HeardSound before, HeardSound after, int frame) {
        boolean was = before.isSounding(frame);
        boolean is = after.isSounding(frame);
        if (was != is) {
            return is ? "something instead of silence" : "silence instead of something";
        }
        return before.isLike(after, frame) ? "" : "something else";
    }

    private void tellSpan(String what, int fromFrame, int toFrame) {
        if (what.isEmpty()) {
            return;
        }
        long millis = (long) (toFrame - fromFrame) * FRAME_MILLIS;
        if (what.startsWith("something instead")) {
            moreMillis += millis;
        } else if (what.startsWith("silence")) {
            lessMillis += millis;
        } else {
            otherMillis += millis;
        }
        differs(
                (long) fromFrame * FRAME_MILLIS,
                ReplayDifference.CALLER,
                "for " + millis + " ms the caller would have heard " + what);
    }
}
