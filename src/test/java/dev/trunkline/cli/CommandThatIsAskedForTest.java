package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandThatIsAskedForTest {

    private final Set<String> all =
            TrunklineCommand.commandLine().getSubcommands().keySet();

    @Test
    void isMadeAlone() {
        assertThat(all).contains("serve", "call");
        assertThat(all)
                .allSatisfy(
                        name -> assertThat(TrunklineCommand.commandLine(name).getSubcommands())
                                .containsOnlyKeys(name));
    }

    @Test
    void isOneOfAllWhenItHasNoSuchName() {
        assertThat(TrunklineCommand.commandLine("sevre").getSubcommands().keySet())
                .isEqualTo(all);
        assertThat(TrunklineCommand.commandLine("--help").getSubcommands().keySet())
                .isEqualTo(all);
    }
}
