package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.engine.plan.ChatPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a database has kept from earlier versions of this program is still read. */
class StoredConfigsTest {

    private static final ChatPlan ENGINE = ChatPlan.defaults();

    @Test
    void aBodyWithoutMostFieldsIsTheEnginesPlan() throws JsonProcessingException {
        AgentConfig config = ResourceType.CONFIG.read("{\"evi_version\":\"3\",\"nudges\":{},\"webhooks\":[]}");

        ChatPlan plan = plan(config);

        assertThat(plan.announcements()).isEqualTo(ENGINE.announcements());
        assertThat(plan.turns()).isEqualTo(ENGINE.turns());
        assertThat(plan.limits()).isEqualTo(ENGINE.limits());
        assertThat(plan.agent().voice()).isNull();
    }

    @Test
    void fieldsAreReadUnderTheNamesTheyWerePostedUnderAndUnknownOnesPassedOver() throws JsonProcessingException {
        AgentConfig config = ResourceType.CONFIG.read("""
                {"evi_version":"3","voice":{"name":"Ava Song","provider":"HUME_AI"},"forgotten":{"x":1},
                 "ellm_model":{"allow_short_responses":true},"builtin_tools":[{"name":"hang_up","was":2}],
                 "event_messages":{"on_new_chat":{"enabled":true,"text":"Hi"}},
                 "timeouts":{"inactivity":{"enabled":true,"duration_secs":45}},
                 "nudges":{"enabled":true,"interval_secs":7},
                 "turn_detection":{"end_of_turn_silence_ms":900,"speech_detection_threshold":0.25},
                 "interruption":{"min_interruption_ms":500},
                 "webhooks":[{"url":"https://example.com/","events":["tool_call"]}]}
                """);

        ChatPlan plan = plan(config);

        assertThat(plan.agent().voice()).isEqualTo("Ava Song");
        assertThat(plan.agent().shortResponses()).isTrue();
        assertThat(plan.tools().builtin()).containsOnlyKeys("hang_up");
        assertThat(plan.announcements().onNewChat().text()).isEqualTo("Hi");
        assertThat(plan.limits().inactivityMillis()).isEqualTo(45_000);
        assertThat(plan.limits().nudgeAfterMillis()).isEqualTo(7_000);
        assertThat(plan.turns().endOfTurnSilence().nominalMillis()).isEqualTo(900);
        assertThat(plan.turns().speechDetectionThreshold()).isEqualTo(0.25);
        assertThat(plan.turns().minInterruptionMillis()).isEqualTo(500);
        assertThat(plan.webhooks()).hasSize(1);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws JsonProcessingException {
        AgentConfig config = AgentConfig.of(ENGINE);
        Prompt prompt = new Prompt("Be kind.", new Prompt.Expansion(false));
        Tool tool = new Tool("{}", null, "Cannot.");

        assertThat(ResourceType.CONFIG.write(ResourceType.CONFIG.read(ResourceType.CONFIG.write(config))))
                .isEqualTo(ResourceType.CONFIG.write(config));
        assertThat(ResourceType.PROMPT.read(ResourceType.PROMPT.write(prompt))).isEqualTo(prompt);
        assertThat(ResourceType.TOOL.read(ResourceType.TOOL.write(tool))).isEqualTo(tool);
    }

    private static ChatPlan plan(AgentConfig config) {
        return config.plan(new ChatPlan.ConfigRef("c", 0), new MentionedResources(null, List.of()), ENGINE);
    }
}
