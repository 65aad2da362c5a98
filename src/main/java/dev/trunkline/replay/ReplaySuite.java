package dev.trunkline.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.flight.FlightFolder;
import dev.trunkline.flight.FlightKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What came of a file, or of every flight of a folder. Immutable.
 *
 * @param flights in the order of their beginnings
 */
public record ReplaySuite(List<Item> flights) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One flight. Immutable.
     *
     * @param name its file's
     * @param replayed what came of it, or null when it cannot be read
     * @param trouble why it cannot be read, or ""
     */
    public record Item(String name, Replay.@Nullable Replayed replayed, String trouble) {

        /** equal, different or unreadable. */
        public String verdict() {
            return replayed == null ? "unreadable" : replayed.result().isEqual() ? "equal" : "different";
        }
    }

    public ReplaySuite {
        flights = List.copyOf(flights);
    }

    /**
     * Replays a file, or all flights of a folder.
     *
     * @param keys that may have sealed them
     * @param each hears of each when it is done
     * @throws IOException when the folder cannot be read; what is wrong with a file is told of that
     */
    public static ReplaySuite of(Path path, List<FlightKey> keys, Replay.Build build, Consumer<Item> each)
            throws IOException {
        List<Path> files = Files.isDirectory(path) ? FlightFolder.flightsOf(path) : List.of(path);
        List<Item> items = new ArrayList<>();
        for (Path file : files) {
            Item item = replay(file, keys, build);
            each.accept(item);
            items.add(item);
        }
        return new ReplaySuite(items);
    }

    private static Item replay(Path file, List<FlightKey> keys, Replay.Build build) {
        String name = file.getFileName().toString();
        try {
            return new Item(name, Replay.of(file, keys, build), "");
        } catch (IOException | RuntimeException e) {
            String message = e.getMessage();
            return new Item(name, null, message == null ? e.getClass().getSimpleName() : message);
        }
    }

    /** How many there are of a verdict. */
    public long count(String verdict) {
        return flights.stream()
                .filter(flight -> flight.verdict().equals(verdict))
                .count();
    }

    /** All of it, for programs. */
    public String json() {
        ObjectNode suite = JSON.createObjectNode();
        for (String verdict : List.of("equal", "different", "unreadable")) {
            suite.put(verdict, count(verdict));
        }
        var list = suite.putArray("flights");
        for (Item flight : flights) {
            ObjectNode item = list.addObject().put("file", flight.name()).put("verdict", flight.verdict());
            Replay.Replayed replayed = flight.replayed();
            if (replayed == null) {
                item.put("trouble", flight.trouble());
            } else {
                item.setAll((ObjectNode) JSON.valueToTree(replayed.result()));
            }
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(suite) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }
}
