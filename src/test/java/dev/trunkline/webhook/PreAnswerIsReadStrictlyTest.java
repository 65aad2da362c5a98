package dev.trunkline.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.bridge.PreAnswer.Refusal;
import dev.trunkline.bridge.PreAnswer.Verdict;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreAnswerIsReadStrictlyTest {

    @Test
    void variablesRouteGreetingAndLanguage() {
        Verdict verdict = good("{\"variables\":{\"name\":\"Zoë\",\"age\":41,\"gold\":true},\"route\":\"vip\","
                + "\"greeting\":\"Hello Zoë!\",\"language\":\"de\"}");

        assertThat(verdict.refusal()).isNull();
        assertThat(verdict.briefing().variables()).isEqualTo(Map.of("name", "Zoë", "age", "41", "gold", "true"));
        assertThat(verdict.briefing().route()).isEqualTo("vip");
        assertThat(verdict.briefing().greeting()).isEqualTo("Hello Zoë!");
        assertThat(verdict.briefing().language()).isEqualTo("de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"route\":null}"})
    void anAnswerWithoutWishes(String body) {
        assertThat(good(body)).isEqualTo(Verdict.DEFAULTS);
    }

    @Test
    void refusals() {
        assertThat(good("{\"refuse\":{\"with\":\"busy\"}}").refusal()).isEqualTo(new Refusal.Reject(true));
        assertThat(good("{\"refuse\":{\"with\":\"rejected\"}}").refusal()).isEqualTo(new Refusal.Reject(false));
        assertThat(good("{\"refuse\":{\"with\":\"words\",\"words\":\"We are closed.\"}}")
                        .refusal())
                .isEqualTo(new Refusal.Words("We are closed."));
        assertThat(good("{\"transfer\":\"billing\"}").refusal()).isEqualTo(new Refusal.PutThrough("billing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nonsense | not JSON
                    [1] | not a JSON object
                    {} {} | not JSON
                    {"route":"vip","route":"vip"} | not JSON
                    {"route":"unheard_of"} | route names none
                    {"route":7} | route is not a text
                    {"greeting":""} | greeting is not a text
                    {"variables":[1]} | variables is not an object
                    {"variables":{"caller":"x"}} | a variable's name
                    {"variables":{"a b":"x"}} | a variable's name
                    {"variables":{"a":{}}} | variables.a is not
                    {"variables":{"a":null}} | variables.a is not
                    {"colour":"red"} | unknown keys
                    {"refuse":"busy"} | refuse is not an object
                    {"refuse":{"with":"tea"}} | refuse.with
                    {"refuse":{"with":"words"}} | refuse.words
                    {"refuse":{"with":"busy","words":"x"}} | refuse.words
                    {"refuse":{"with":"busy"},"transfer":"billing"} | exclude each other
                    """)
    void whatIsWrongIsToldAndNothingOfItCounts(String body, String mistake) {
        PreAnswerReply.Result read = read(body);

        assertThat(read.verdict()).isEqualTo(Verdict.DEFAULTS);
        assertThat(String.join("; ", read.mistakes())).contains(mistake);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(read("{\"route\":1,\"language\":2,\"refuse\":{\"with\":\"x\"}}")
                        .mistakes())
                .hasSize(3);
        assertThat(read("{\"variables\":{\"a\":\"" + "x".repeat(2_000) + "\"}}").mistakes())
                .hasSize(1);
    }

    private static Verdict good(String body) {
        PreAnswerReply.Result read = read(body);
        assertThat(read.mistakes()).isEmpty();
        return read.verdict();
    }

    private static PreAnswerReply.Result read(String body) {
        return PreAnswerReply.read(body.getBytes(UTF_8), Set.of("default", "vip"));
    }
}
