package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A caller who presses a key instead of speaking hears what it stands for. */
class KeysAreAnsweredIT {

    @RegisterExtension
    static final QuietConsole CONSOLE = new QuietConsole();

    @Test
    void whoPressesOneHearsTheBalance(@TempDir Path folder) throws IOException {
        PlacedCall call = PlacedCall.place(folder, List.of("--press", "1", "--say", "goodbye"));

        assertThat(call.status()).isZero();
        assertThat(call.linesOf("agent"))
                .extracting(line -> line.path("text").asText())
                .contains("You pressed 1.", "Your current balance is forty two pounds and fifty pence.", "Goodbye.");
        assertThat(call.linesOf("agent"))
                .allSatisfy(
                        line -> assertThat(line.path("interrupted").asBoolean()).isFalse());
        assertThat(call.json().path("end").asText()).isEqualTo("agent_hung_up");
    }
}
