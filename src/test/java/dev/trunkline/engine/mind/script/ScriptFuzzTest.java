package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.config.YamlTree;
import dev.trunkline.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;

/** What an operator may write as a script: one that can be used, or mistakes with their places. */
class ScriptFuzzTest implements FuzzTarget {

    @Override
    public void check(byte[] utf8) {
        YamlTree yaml = new YamlTree((line, what) -> assertThat(what).isNotBlank());
        JsonNode tree = yaml.read(new String(utf8, StandardCharsets.UTF_8));
        if (tree.isMissingNode()) {
            return;
        }
        try {
            Script script = Script.read(tree, yaml::line);
            assertThat(script.intents()).isNotEmpty();
        } catch (Script.Mistaken e) {
            assertThat(e.mistakes())
                    .isNotEmpty()
                    .allSatisfy(mistake -> assertThat(mistake).isNotBlank());
        }
    }
}
