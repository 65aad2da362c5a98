package dev.trunkline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.cli.TrunklineCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the command {@code call} left behind.
 *
 * @param status its exit status
 * @param json the call as data
 * @param page the picture
 * @param recording both voices
 */
record PlacedCall(int status, JsonNode json, Path page, Path recording) {

    private static final int MOST_TAKES = 2;

    /** Runs the command in this process until the call is over; once more where it says itself that the machine was too busy for it. */
    static PlacedCall place(Path folder, List<String> options) throws IOException {
        for (int take = 1; ; take++) {
            PlacedCall call = placeOnce(folder.resolve("take" + take), options);
            if (take == MOST_TAKES || call.json.path("valid").asBoolean()) {
                return call;
            }
        }
    }

    private static PlacedCall placeOnce(Path folder, List<String> options) throws IOException {
        Files.createDirectories(folder);
        Path recording = folder.resolve("call.wav");
        Path page = folder.resolve("call.html");
        Path json = folder.resolve("call.json");
        List<String> arguments = new ArrayList<>(List.of("call"));
        arguments.addAll(options);
        arguments.addAll(List.of("--record", recording.toString()));
        arguments.addAll(List.of("--report", page.toString()));
        arguments.addAll(List.of("--json", json.toString()));
        int status = TrunklineCommand.run(arguments.toArray(String[]::new));
        return new PlacedCall(status, new ObjectMapper().readTree(json.toFile()), page, recording);
    }

    /** What somebody said, in order. */
    List<JsonNode> linesOf(String who) {
        List<JsonNode> lines = new ArrayList<>();
        for (JsonNode line : json.path("transcript")) {
            if (line.path("who").asText().equals(who)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** What the agent understood of each thing that the caller said, in small letters and without punctuation. */
    Map<String, String> understood() {
        Map<String, String> understood = new TreeMap<>();
        linesOf("caller")
                .forEach(line -> understood.put(
                        line.path("text").asText(),
                        line.path("heardText")
                                .asText("")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[.,!?]", "")));
        return understood;
    }
}
