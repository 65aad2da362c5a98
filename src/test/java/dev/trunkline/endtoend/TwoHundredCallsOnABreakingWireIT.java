package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.cli.TrunklineCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 calls, three sockets of EVI in ten reset in mid-sentence: what the command {@code fleet} finds. */
@Tag("long")
class TwoHundredCallsOnABreakingWireIT {

    @TempDir
    Path folder;

    @Test
    void nobodyIsDroppedGreetedAgainOrUnheard() throws Exception {
        Path json = folder.resolve("chaos.json");
        int status = TrunklineCommand.run(
                "fleet",
                "--profile",
                "chaos",
                "--quiet",
                "--max-dropped=0",
                "--max-wrong-group=0",
                "--max-silence-p95=1000",
                "--max-silence=2000",
                "--max-toneless=0",
                "--max-greetings=0",
                "--max-words-lost=0",
                "--max-words-doubled=0",
                "--max-violations=0",
                "--report",
                folder.resolve("chaos.html").toString(),
                "--json",
                json.toString());
        JsonNode faults = new ObjectMapper().readTree(json.toFile()).path("faults");

        assertThat(status).as(faults.toString()).isZero();
        assertThat(faults.path("chatsLost").asInt()).isGreaterThanOrEqualTo(60);
        assertThat(faults.path("resumed")).isEqualTo(faults.path("chatsLost"));
    }
}
