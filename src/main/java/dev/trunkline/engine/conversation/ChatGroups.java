package dev.trunkline.engine.conversation;

import dev.trunkline.engine.mind.ChatMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conversations that can be resumed: in memory, the least recently used are forgotten when there are many, or when together
 * they would take more than their share of it. Thread-safe.
 */
public final class ChatGroups {

    private static final int MAX_GROUPS = 2_000;
    private static final int MAX_LINES = 1_000;
    private static final int MAX_CHARS = 250_000; // of one conversation
    private static final int BYTES_OF_A_LINE = 100; // beside its words and scores
    private static final int BYTES_OF_A_SCORE = 64; // its number, and its entry in a map

    private final long maxBytes;
    private final Map<String, Group> groups = new LinkedHashMap<>(64, 0.75f, true);
    private long heldBytes;

    /** No conversation yet; together they may take an eighth of the heap. */
    public ChatGroups() {
        this(Runtime.getRuntime().maxMemory() / 8);
    }

    ChatGroups(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** One conversation, over one chat or several. Thread-safe: two chats may hold it while one takes over. */
    public final class Group {
        private final String id;
        private final List<ChatMessage> lines = new ArrayList<>();
        private long forgotten;
        private long chars;
        private long bytes;
        private long countedBytes; // those of them that are in heldBytes, under its lock

        private Group(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /** The number of the line that comes {@code count} lines before the next; 0 for the first. */
        synchronized long numberBefore(int count) {
            return Math.max(0, forgotten + lines.size() - count);
        }

        /** All from the line of that number on, but for answers whose call lies before it. */
        synchronized List<ChatMessage> linesFrom(long number) {
            int from = (int) Math.min(lines.size(), Math.max(0, number - forgotten));
            while (from < lines.size() && lines.get(from).role() == ChatMessage.Role.TOOL) {
                from++;
            }
            return List.copyOf(lines.subList(from, lines.size()));
        }

        void add(ChatMessage line) {
            synchronized (this) {
                lines.add(line);
                weigh(line, 1);
                while (lines.size() > MAX_LINES || (chars > MAX_CHARS && lines.size() > 1)) {
                    weigh(lines.remove(0), -1);
                    forgotten++;
                }
            }
            hold(this); // not inside: all conversations together lock first
        }

        /** The caller did not hear {@code line} at all. */
        synchronized void unsay(ChatMessage line) {
            int at = lines.lastIndexOf(line);
            if (at >= 0) {
                weigh(lines.remove(at), -1);
            }
        }

        /** The caller did not hear the end of {@code line}. */
        synchronized void cutOff(ChatMessage line) {
            int at = lines.lastIndexOf(line);
            if (at >= 0) {
                lines.set(at, line.interrupted());
            }
        }

        private void weigh(ChatMessage line, int sign) {
            chars += (long) sign * line.chars();
            bytes += sign * (2L * line.chars() + BYTES_OF_A_LINE + scoreBytesOf(line));
        }

        private static int scoreBytesOf(ChatMessage line) {
            return BYTES_OF_A_SCORE * line.scores().size();
        }

        private synchronized long bytes() {
            return bytes;
        }
    }

    public synchronized Group open() {
        return put(new Group(UUID.randomUUID().toString()));
    }

    /** A conversation that was kept elsewhere; one that is here already stays as it is. */
    public synchronized Group restore(String id, List<ChatMessage> lines) {
        Group known = groups.get(id);
        if (known != null) {
            return known;
        }
        Group group = new Group(id);
        lines.forEach(group::add);
        return put(group);
    }

    public synchronized @Nullable Group find(String id) {
        return groups.get(id);
    }

    private Group put(Group group) {
        groups.put(group.id, group);
        hold(group);
        return group;
    }

    /** Makes room for what {@code group} has become, unless it was forgotten itself: then it lasts as long as its chat. */
    private synchronized void hold(Group group) {
        if (groups.get(group.id) != group) {
            return;
        }
        long bytes = group.bytes();
        heldBytes += bytes - group.countedBytes;
        group.countedBytes = bytes;
        Iterator<Group> oldest = groups.values().iterator();
        while (groups.size() > MAX_GROUPS || (heldBytes > maxBytes && groups.size() > 1)) {
            heldBytes -= oldest.next().countedBytes;
            oldest.remove();
        }
    }
}
