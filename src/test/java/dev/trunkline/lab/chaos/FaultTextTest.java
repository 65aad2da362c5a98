package dev.trunkline.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTextTest {

    @Test
    void allOfAFaultIsRead() {
        FaultRule rule = FaultText.read("Stall=2s:0.25@500ms..3s/down/utterance", FaultText.Usual.NONE);

        assertThat(rule)
                .isEqualTo(new FaultRule(FaultKind.STALL, 2_000, 0.25, false, 500, 3_000, FaultDirection.DOWN, true));
    }

    @Test
    void whatIsNotSaidIsAsUsual() {
        FaultText.Usual usual = new FaultText.Usual("2s..5s", FaultDirection.UP, true);

        assertThat(FaultText.read("reset:0.3", usual))
                .isEqualTo(FaultRule.of(FaultKind.RESET)
                        .chance(0.3)
                        .between(2_000, 5_000)
                        .towards(FaultDirection.UP)
                        .duringAnUtterance());
        assertThat(FaultText.read("reset@1s/both", usual).direction()).isEqualTo(FaultDirection.BOTH);
        assertThat(FaultText.read("reset@1s", usual).latestMillis()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({"bandwidth=64k, 65536", "bandwidth=1m, 1048576", "slice=7, 7", "latency=80, 80", "latency=2s, 2000"})
    void amountsHaveUnits(String text, long amount) {
        assertThat(FaultText.read(text, FaultText.Usual.NONE).amount()).isEqualTo(amount);
    }

    @Test
    void aChanceMayBeOfEverySecond() {
        FaultRule rule = FaultText.read("garbage=3:.05/s@10s", FaultText.Usual.NONE);

        assertThat(rule.everySecond()).isTrue();
        assertThat(rule.chance()).isEqualTo(0.05);
        assertThat(rule.earliestMillis()).isEqualTo(10_000);
        assertThat(rule.latestMillis()).as("for ever").isGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void everyKindIsReadAsItIsWritten(FaultKind kind) {
        FaultRule rule = FaultRule.of(kind).chance(0.5).between(10, 20).towards(FaultDirection.UP);

        assertThat(FaultText.read(rule.toString(), FaultText.Usual.NONE)).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "explode",
                "reset=5",
                "reset:1.5",
                "reset:",
                "reset@5s..2s",
                "latency=5k",
                "slice=0",
                "bandwidth=3ms",
                "reset/sideways",
                "outage/utterance",
                "refuse:0.1/s",
                "stall=99999999999"
            })
    void whatIsNoFaultIsNamed(String text) {
        assertThatThrownBy(() -> FaultText.read(text, FaultText.Usual.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text);
    }

    @Test
    void aScriptHasLinesAndComments() {
        List<FaultRule> rules =
                FaultText.readAll(List.of("# a bad day", "", "reset:0.3 # some", "latency=80ms"), FaultText.Usual.NONE);

        assertThat(rules).extracting(FaultRule::kind).containsExactly(FaultKind.RESET, FaultKind.LATENCY);
        assertThatThrownBy(() -> FaultText.readAll(List.of("reset", "nonsense"), FaultText.Usual.NONE))
                .hasMessageContaining("line 2");
    }
}
