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
                .filteredOn(name -> !name.equals("help"))
                .allSatisfy(
                        name -> assertThat(TrunklineCommand.commandLine(name).getSubcommands())
                                .containsOnlyKeys(name));
    }

    @Test
    void isToldOfByHelpWhicheverItIs() {
        assertThat(TrunklineCommand.commandLine("help").getSubcommands().keySet())
                .isEqualTo(all);
    }

    @Test
    void isOneOfAllWhenItHasNoSuchName() {
        assertThat(TrunklineCommand.commandLine("sevre").getSubcommands().keySet())
                .isEqualTo(all);
        assertThat(TrunklineCommand.commandLine("--help").getSubcommands().keySet())
                .isEqualTo(all);
    }
}
