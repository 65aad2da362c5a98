package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.remote.ReasoningFilter.Hold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing private is spoken, however it is marked and wherever chunks are cut. */
class ReasoningFilterIT {

    /** What is left of an answer when a closing mark takes back what was passed and not spoken yet. */
    private static String filtered(Hold hold, String... chunks) {
        ReasoningFilter filter = new ReasoningFilter(hold);
        StringBuilder passed = new StringBuilder();
        for (String chunk : chunks) {
            String text = filter.pass(chunk);
            if (filter.takesBack()) {
                passed.setLength(0);
            }
            passed.append(text);
        }
        return passed.append(filter.end()).toString().strip();
    }

    private static void assertEverySplit(String answer, String spoken) {
        for (Hold hold : Hold.values()) {
            assertThat(filtered(hold, answer)).as("whole, %s", hold).isEqualTo(spoken);
            assertThat(filtered(hold, answer.split(""))).as("letters, %s", hold).isEqualTo(spoken);
            for (int first = 1; first < answer.length(); first++) {
                String head = answer.substring(0, first);
                assertThat(filtered(hold, head, answer.substring(first)))
                        .as(head)
                        .isEqualTo(spoken);
                for (int second = first + 1; second < answer.length(); second += 7) {
                    assertThat(filtered(hold, head, answer.substring(first, second), answer.substring(second)))
                            .as("%s at %s and %s", answer, first, second)
                            .isEqualTo(spoken);
                }
            }
        }
    }

    @Test
    void aBeginningWithoutEndIsPassedLikeAShortOne() {
        String answer = "so, ".repeat(20_000) + "hello.";

        assertThat(filtered(Hold.NOT, answer)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>secret</think>Hello.",
                "\n<think>\nThe caller </th wants x < y.\n</think>\n\nHello.",
                "<thinking>secret</thinking>Hello.",
                "<THINK>secret</THINK>Hello.",
                "<Think >secret</think\n>Hello.",
                "< think >secret< / think >Hello.",
                "<think type=\"deep\" budget='3'>secret</think>Hello.",
                "<reasoning>secret</reasoning>Hello.",
                "<reflection>secret</reflection>Hello.",
                "<thought>secret</thought>Hello.",
                "<thoughts>secret</thoughts>Hello.",
                "<scratchpad>secret</scratchpad>Hello.",
                "<scratch_pad>secret</scratch_pad>Hello.",
                "<analysis>secret</analysis>Hello.",
                "<inner_monologue>secret</inner_monologue>Hello.",
                "<antThinking>secret</antThinking>Hello.",
                "<seed:think>secret</seed:think>Hello.",
                "<think>secret</thinking>Hello.",
                "<think/>Hello.",
                "<think></think>Hello.",
                "[THINK]secret[/THINK]Hello.",
                "[THINKING] secret [/THINKING] Hello.",
                "<longcat_think>secret</longcat_think>Hello.",
                "<mm:think>secret</mm:think>Hello.",
                "<extended_thinking>secret</extended_thinking>Hello.",
                "<deep-think>secret</deep-think>Hello.",
                "<reasoning_content>secret</reasoning_content>Hello.",
                "<chain of thought>secret</chain of thought>Hello.",
                "\n <internal>secret</internal>Hello.",
                "<reason>secret <reason>more</reason> of it</reason>Hello.",
                "secret</analysis>Hello.",
                "<|inner_prefix|>secret<|inner_suffix|>Hello.",
                "<|thinking_start|>secret<|thinking_end|>Hello.",
                "<|START_THINKING|>secret<|END_THINKING|>Hello.",
                "<|channel>thought\nsecret<channel|>Hello.",
                "thought\nsecret<channel|>Hello.",
                "&lt;think&gt;secret &amp; more&lt;/think&gt;Hello.",
                "<details type=\"reasoning\" done=\"true\"><summary>secret</summary> secret</details>Hello.",
                "【think】secret【/think】Hello.",
                "＜think＞secret＜／think＞Hello.",
                "<th\u200bink\u2060>secret</\u200bthink>Hello.",
                "```thinking\nsecret `code`\n```\nHello.",
                "◁think▷secret◁/think▷Hello.",
                "<|begin_of_thought|>secret<|end_of_thought|><|begin_of_solution|>Hello.<|end_of_solution|>",
                "<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>final<|message|>Hello.<|return|>",
                "<|start|>assistant<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>commentary<|message|>secret"
                        + "<|end|><|start|>assistant<|channel|>final<|message|>Hello.",
                "analysisThe user says hi. secretassistantfinalHello.",
                "secret</think>Hello.",
                "Some secret. And more of it.</thinking>\n\nHello.",
                "[secret[/THINK]Hello.",
                "<think>one</think><think>two</think>Hello.",
                "<reasoning><think>secret</think> secret</reasoning>Hello."
            })
    void whatIsPrivateIsDroppedWhereverItIsCut(String answer) {
        assertEverySplit(answer, "Hello.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Well. <think>secret</think>Hello. <THINKING>more</THINKING>Bye. ; Well. Hello. Bye.",
                "Hello. <reflection>and so on. And on. ; Hello.",
                "<think>and so on. And on. ; ''",
                "Hello. <|channel|>analysis<|message|>secret ; Hello.",
                "Hello. </thi ; Hello.",
                "Hello. <longcat_th ; Hello."
            })
    void laterBlocksAndOpenOnesAreDroppedToo(String answer, String spoken) {
        assertEverySplit(answer, spoken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 < 6, and <b>bold</b> is <thing>.",
                "a <t",
                "x <",
                "[1] and [2] [note]",
                "Your invoice says [Reason] late fee. It is 5 euros. We open at nine.",
                "[Internal] or [External] calls? [Analysis] [reason: late] [thinking] [Thought]",
                "An <internal> call. We open at nine.",
                "The field <reason>late</reason> is empty.",
                "Tom & Jerry, R&D, &lt;b&gt; and `code`.",
                "```java\nx\n``` and <details>open</details>.",
                "a <thing",
                "If x <y and I think so, z> 3.",
                "Thought: yes.",
                "【1】 and ＜b＞",
                "i < think, therefore",
                "<thinker>no</thinker>",
                "<| is a bar",
                "I think </b> so.",
                "analysis of your bill: all good.",
                "Okay, so I will look."
            })
    void otherBracketsAreSpoken(String answer) {
        assertEverySplit(answer, answer);
    }

    @Test
    void answerOfAKnownModelIsPassedOnAtOnce() {
        ReasoningFilter filter = new ReasoningFilter(Hold.NOT);

        assertThat(filter.pass("Hello. How")).isEqualTo("Hello. How");
    }

    @Test
    void answerOfAnUnknownModelIsHeldBrieflyAndThenPassedOn() {
        ReasoningFilter filter = new ReasoningFilter(Hold.BRIEFLY);

        assertThat(filter.pass("Hello. How")).isEmpty();
        assertThat(filter.isHeldBriefly()).isTrue();
        assertThat(filter.endBriefHold()).isEqualTo("Hello. How");
        assertThat(filter.pass(" are")).isEqualTo(" are");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Okay, the user wants a refund. ",
                "The caller is angry. ",
                "Hmm, I need to look that up. ",
                "We should greet. "
            })
    void answerThatBeginsLikeAThoughtIsHeldToItsEnd(String beginning) {
        ReasoningFilter filter = new ReasoningFilter(Hold.NOT);

        assertThat(filter.pass(beginning)).isEmpty();
        assertThat(filter.pass("And so on. ")).isEmpty();
        assertThat(filter.pass("</think>Hello.")).isEqualTo("Hello.");
    }

    @Test
    void modelThatOnceThoughtAloudIsHeldFromThenOn() {
        ReasoningHabit habit = new ReasoningHabit("m");
        assertThat(habit.hold()).isEqualTo(Hold.BRIEFLY);

        habit.learn(false);
        assertThat(habit.hold()).isEqualTo(Hold.NOT);
        habit.learn(true);
        habit.learn(false);

        assertThat(habit.hold()).isEqualTo(Hold.TO_THE_END);
        assertThat(new ReasoningHabit("deepseek-r1:8b").hold()).isEqualTo(Hold.TO_THE_END);
        assertThat(new ReasoningHabit("llama3.2").hold()).isEqualTo(Hold.BRIEFLY);
    }
}
