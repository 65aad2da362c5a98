package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.TrunklineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorAsksAsCallsDoTest {

    @TempDir
    Path folder;

    @Test
    void forEachAgentOnceAndHasNobodyGreeted() throws Exception {
        String yaml = """
                farEnds: {xai: {dialect: xai, key: x}, other: {dialect: xai, key: x}}
                evi: {url: 'wss://evi.example/v0/evi', configId: usual}
                agent: {model: one, greeting: Hello}
                routes:
                  - {name: first, numbers: ['+14155550100'], ai: [evi, xai]}
                  - {name: same, numbers: ['+14155550101'], ai: [xai]}
                  - {name: third, numbers: ['+14155550102'], ai: [xai, evi], configId: own, configVersion: 3, agent: {voice: two}}
                """;
        TrunklineConfig config = ConfigReader.read(Map.of(), Files.writeString(folder.resolve("trunkline.yaml"), yaml));

        Map<AgentProfile, String> agents = FarEndExamination.agents(config, "xai");

        assertThat(agents.values()).containsExactly("first", "third");
        assertThat(agents.keySet()).extracting(AgentProfile::configId).containsExactly("usual", "own");
        assertThat(agents.keySet())
                .allSatisfy(agent -> {
                    assertThat(agent.description().model()).isEqualTo("one");
                    assertThat(agent.description().greeting()).isNull();
                })
                .extracting(agent -> agent.description().voice())
                .containsExactly(null, "two");
        assertThat(FarEndExamination.agents(config, FarEndConfig.EVI_LIST).values())
                .containsExactly("first", "third");
        assertThat(FarEndExamination.agents(config, "other").keySet())
                .singleElement()
                .satisfies(agent -> assertThat(agent.description().model()).isNull());
    }
}
