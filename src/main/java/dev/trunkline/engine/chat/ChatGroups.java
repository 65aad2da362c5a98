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
    private static final int MAX_LINES = 300; // EVI's default for the history of a resumed chat

    private final Map<String, Group> groups = new LinkedHashMap<>(64, 0.75f, true);

    /** One conversation, over one chat or several. Thread-safe: two chats may hold it while one takes over. */
    static final class Group {
        private final String id;
        private final List<Line> lines = new ArrayList<>();

        private Group(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        synchronized List<Line> lines() {
            return List.copyOf(lines);
        }

        synchronized void add(Line line) {
            lines.add(line);
            if (lines.size() > MAX_LINES) {
                lines.remove(0);
            }
        }

        /** The caller did not hear {@code line} at all. */
        synchronized void unsay(Line line) {
            int at = lines.lastIndexOf(line);
            if (at >= 0) {
                lines.remove(at);
            }
        }

        /** The caller did not hear the end of {@code line}. */
        synchronized void cutOff(Line line) {
            int at = lines.lastIndexOf(line);
            if (at >= 0) {
                lines.set(at, line.interrupted());
            }
        }
    }

    synchronized Group open() {
        Group group = new Group(UUID.randomUUID().toString());
        groups.put(group.id, group);
        if (groups.size() > MAX_GROUPS) {
            groups.remove(groups.keySet().iterator().next());
        }
        return group;
    }

    synchronized @Nullable Group find(String id) {
        return groups.get(id);
    }
}
