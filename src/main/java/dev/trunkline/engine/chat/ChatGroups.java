package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The conversations that can be resumed: in memory, the least recently used are forgotten. Thread-safe. */
public final class ChatGroups {

    private static final int MAX_GROUPS = 2_000;
    private static final int MAX_LINES = 1_000;
    private static final int MAX_CHARS = 250_000; // of one conversation: two thousand of them fit into memory

    private final Map<String, Group> groups = new LinkedHashMap<>(64, 0.75f, true);

    /** One conversation, over one chat or several. Thread-safe: two chats may hold it while one takes over. */
    static final class Group {
        private final String id;
        private final List<Line> lines = new ArrayList<>();
        private long forgotten;
        private long chars;

        private Group(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        /** The number of the line that comes {@code count} lines before the next; 0 for the first. */
        synchronized long numberBefore(int count) {
            return Math.max(0, forgotten + lines.size() - count);
        }

        /** All from the line of that number on, but for answers whose call lies before it. */
        synchronized List<Line> linesFrom(long number) {
            int from = (int) Math.min(lines.size(), Math.max(0, number - forgotten));
            while (from < lines.size() && lines.get(from).who() == Line.Who.TOOL) {
                from++;
            }
            return List.copyOf(lines.subList(from, lines.size()));
        }

        synchronized void add(Line line) {
            lines.add(line);
            chars += charsOf(line);
            while (lines.size() > MAX_LINES || (chars > MAX_CHARS && lines.size() > 1)) {
                chars -= charsOf(lines.remove(0));
                forgotten++;
            }
        }

        /** The caller did not hear {@code line} at all. */
        synchronized void unsay(Line line) {
            int at = lines.lastIndexOf(line);
            if (at >= 0) {
                chars -= charsOf(lines.remove(at));
            }
        }

        /** The caller did not hear the end of {@code line}. */
        synchronized void cutOff(Line line) {
            int at = lines.lastIndexOf(line);
            if (at >= 0) {
                lines.set(at, line.interrupted());
            }
        }

        private static int charsOf(Line line) {
            Line.ToolUse tool = line.tool();
            return line.text().length()
                    + (tool == null ? 0 : tool.parametersJson().length());
        }
    }

    synchronized Group open() {
        return put(new Group(UUID.randomUUID().toString()));
    }

    /** A conversation that was kept elsewhere; one that is here already stays as it is. */
    synchronized Group restore(String id, List<Line> lines) {
        Group known = groups.get(id);
        if (known != null) {
            return known;
        }
        Group group = new Group(id);
        lines.forEach(group::add);
        return put(group);
    }

    synchronized @Nullable Group find(String id) {
        return groups.get(id);
    }

    private Group put(Group group) {
        groups.put(group.id, group);
        if (groups.size() > MAX_GROUPS) {
            groups.remove(groups.keySet().iterator().next());
        }
        return group;
    }
}
