package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.TrunklineCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsDocsTest {

    private static final List<String> EVERYWHERE = List.of("--help", "--version");

    private final String page = Files.readString(Path.of("src/site/markdown/commands.md"));
    private final Map<String, CommandLine> commands = offered();

    CommandsDocsTest() throws IOException {}

    /** A hidden command is for other commands to start, and nobody's business. */
    private static Map<String, CommandLine> offered() {
        Map<String, CommandLine> commands =
                new HashMap<>(TrunklineCommand.commandLine().getSubcommands());
        commands.values()
                .removeIf(command -> command.getCommandSpec().usageMessage().hidden());
        return commands;
    }

    @Test
    void everyCommandHasItsSectionAndEveryOptionItsRow() {
        commands.forEach((name, command) -> {
            assertThat(page).contains("## `" + name + "`");
            command.getCommandSpec().options().stream()
                    .filter(option -> !EVERYWHERE.contains(option.longestName()))
                    .forEach(option -> assertThat(section(name))
                            .contains(
                                    "`" + option.longestName() + (option.arity().max() == 0 ? "`" : " ")));
        });
    }

    @Test
    void noSectionOrOptionIsLeftOfWhatIsGone() {
        Matcher headings = Pattern.compile("(?m)^## `([a-z]+)`").matcher(page);
        while (headings.find()) {
            String name = headings.group(1);
            assertThat(commands).containsKey(name);
            Matcher options = Pattern.compile("(?m)^\\| .*").matcher(section(name));
            while (options.find()) {
                Matcher option = Pattern.compile("`(--[a-z0-9-]+)")
                        .matcher(options.group().split("\\|", -1)[1]);
                while (option.find()) {
                    assertThat(commands.get(name).getCommandSpec().findOption(option.group(1)))
                            .as(option.group(1))
                            .isNotNull();
                }
            }
        }
    }

    private String section(String command) {
        int from = page.indexOf("## `" + command + "`");
        int to = page.indexOf("\n## ", from + 1);
        return page.substring(from, to < 0 ? page.length() : to);
    }
}
