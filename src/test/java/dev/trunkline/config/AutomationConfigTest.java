package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.rules.CallRule;
import dev.trunkline.rules.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // what is missing fails the test
class AutomationConfigTest {

    private static final String SECRET = "0123456789abcdef01234567";

    @TempDir
    private Path folder;

    @Test
    void withoutThemNobodyIsToldAndNothingIsDone() throws Exception {
        AutomationConfig none = ConfigReader.read(Map.of(), null).automation();

        assertThat(none.webhooks()).isEmpty();
        assertThat(none.rules()).isEmpty();
        assertThat(none.preAnswer()).isNull();
    }

    @Test
    void everythingIsRead() throws Exception {
        AutomationConfig config = read("""
                        webhooks:
                          - name: crm
                            url: https://crm.example.com/x
                            secretVariable: CRM_SECRET
                            events: [call.ended, call.escalated]
                          - {name: local, url: "http://127.0.0.1:9000/", secret: 0123456789abcdef01234567, private: true}
                        preAnswer:
                          url: https://crm.example.com/ringing
                          secret: 0123456789abcdef01234567
                          timeoutMillis: 500
                        rules:
                          - name: angry
                            when: {expression: Surprise (negative), above: 0.6, turns: 3, says: [cancel]}
                            then: {escalate: true, tell: Be kind., transfer: desk}
                            pauseSeconds: 60
                          - name: silent
                            routes: [default]
                            when: {silentSeconds: 20, toolFails: any, times: 2}
                            then: {tell: Ask whether anybody is there.}
                        routes:
                          - name: default
                            numbers: ["*"]
                            destinations:
                              - name: desk
                                number: "+15550100001"
                                accept: true
                                queue: {places: 3, backKey: "#", music: "https://example.com/a.mp3"}
                        """).automation();

        assertThat(config.webhooks()).extracting(AutomationConfig.Webhook::name).containsExactly("crm", "local");
        assertThat(config.webhooks().get(0).events()).isEqualTo(Set.of("call.ended", "call.escalated"));
        assertThat(config.webhooks().get(0).secret().reveal()).isEqualTo(SECRET);
        assertThat(config.webhooks().get(1).events()).hasSize(4);
        assertThat(config.preAnswer().timeoutMillis()).isEqualTo(500);
        assertThat(config.rules())
                .containsExactly(
                        new CallRule(
                                "angry",
                                Set.of(),
                                List.of(
                                        new Condition.Sounds("surprisenegative", 0.6, 3),
                                        new Condition.Says(List.of("cancel"))),
                                new CallRule.Deed(true, "Be kind.", "desk"),
                                TimeUnit.SECONDS.toNanos(60)),
                        new CallRule(
                                "silent",
                                Set.of("default"),
                                List.of(
                                        new Condition.Silent(TimeUnit.SECONDS.toNanos(20)),
                                        new Condition.ToolFails("*", 2)),
                                new CallRule.Deed(false, "Ask whether anybody is there.", null),
                                0));
    }

    @Test
    void aSecretInThePlaceOfItsVariableIsNotPrinted() {
        ConfigException mistakes = catchThrowableOfType(ConfigException.class, () -> read("""
                        webhooks:
                          - {name: crm, url: "https://crm.example.com/", secretVariable: 0123456789abcdef01234567, events: [call.ended]}
                        """));

        assertThat(mistakes)
                .hasMessageContaining("webhooks[0].secretVariable names a variable that is not set")
                .hasMessageNotContaining("0123456789abcdef01234567");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        ConfigException mistakes = catchThrowableOfType(ConfigException.class, () -> read("""
                        webhooks:
                          - {name: crm, url: "http://crm.example.com/", secret: 0123456789abcdef01234567}
                          - {name: crm, url: "https://crm.example.com/", secret: short, events: [call.endet]}
                          - {url: "ftp://x", secretVariable: NOT_SET, colour: red}
                          - {name: both, url: "https://x.example.com/", secret: 0123456789abcdef01234567, secretVariable: CRM_SECRET}
                          - text
                        preAnswer:
                          url: https://crm.example.com/ringing
                        rules:
                          - name: one
                            when: {expression: angerr, above: 2}
                            then: {transfer: nowhere}
                          - name: one
                            routes: [other]
                            when: {above: 0.5}
                            then: {}
                          - name: transfer
                            when: {times: 2}
                          - name: two
                            when: {says: [help]}
                            then: {escalate: perhaps}
                        """));

        assertThat(mistakes.mistakes())
                .anyMatch(each -> each.contains("webhooks[0].url must begin with https://"))
                .anyMatch(each -> each.contains("webhooks[1].secret is shorter"))
                .anyMatch(each -> each.contains("did you mean call.ended?"))
                .anyMatch(each -> each.contains("webhooks[2].name is missing"))
                .anyMatch(each -> each.contains("webhooks[2].url must be a URL"))
                .anyMatch(each -> each.contains("webhooks[2].secretVariable names a variable that is not set"))
                .anyMatch(each -> each.contains("webhooks[2].colour is not a key"))
                .anyMatch(each -> each.contains("webhooks[3] needs either secret"))
                .anyMatch(each -> each.contains("webhooks[4] must hold"))
                .anyMatch(each -> each.contains("preAnswer.url needs"))
                .anyMatch(each -> each.contains("rules[0].when.expression") && each.contains("did you mean anger?"))
                .anyMatch(each -> each.contains("rules[0].when.above is not a number from 0 to 1"))
                .anyMatch(each -> each.contains("rules[0].then.transfer \"nowhere\" is no destination"))
                .anyMatch(each -> each.contains("rules[1].routes \"other\" is no route"))
                .anyMatch(each -> each.contains("rules[1].then must do something"))
                .anyMatch(each -> each.contains("rules[2].name is what transfers are called"))
                .anyMatch(each -> each.contains("rules[2].when.times needs toolFails"))
                .anyMatch(each -> each.contains("rules[3].then.escalate must be true or false"))
                .noneMatch(each -> each.contains(SECRET));
    }

    private TrunklineConfig read(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), yaml);
        return ConfigReader.read(Map.of("CRM_SECRET", SECRET), file);
    }
}
