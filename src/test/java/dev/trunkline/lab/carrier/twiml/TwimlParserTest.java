package dev.trunkline.lab.carrier.twiml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.lab.carrier.rest.CarrierFailure;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwimlParserTest {

    @Test
    void readsEachVerbWithItsAttributes() {
        List<Verb> verbs = TwimlParser.parse("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>"
                + "<Say voice=\"alice\">Tom &amp; Ann</Say><Pause length=\"2\"/><Pause/>"
                + "<Connect action=\"/after\" method=\"GET\"><Stream url=\"wss://h/m\" name=\"evi\""
                + " statusCallback=\"/s\"><Parameter name=\"a\" value=\"b\"/></Stream></Connect>"
                + "<Dial action=\"/done\" timeout=\"20\" answerOnBridge=\"true\" callerId=\"+1\">"
                + "<Number url=\"/whisper\">+2</Number></Dial><Dial>+3</Dial>"
                + "<Redirect method=\"POST\"> /next </Redirect><Reject reason=\"busy\"/><Hangup/><Play>/a.wav</Play><Record/>"
                + "</Response>");

        assertThat(verbs)
                .containsExactly(
                        new Verb.Say("Tom & Ann"),
                        new Verb.Pause(2_000),
                        new Verb.Pause(1_000),
                        new Verb.Connect(
                                new Verb.Stream("wss://h/m", "evi", "", new Verb.Link("/s", "POST"), Map.of("a", "b")),
                                new Verb.Link("/after", "GET")),
                        new Verb.Dial(
                                List.of(new Verb.DialTarget("+2", new Verb.Link("/whisper", "POST"))),
                                new Verb.Link("/done", "POST"),
                                20_000,
                                14_400_000,
                                "+1"),
                        new Verb.Dial(List.of(new Verb.DialTarget("+3", null)), null, 30_000, 14_400_000, ""),
                        new Verb.Redirect(new Verb.Link("/next", "POST")),
                        new Verb.Reject("busy"),
                        new Verb.Hangup(),
                        new Verb.Play(new Verb.Link("/a.wav", "GET")),
                        new Verb.Unknown("Record"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<Response>",
                "<Answer/>",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Response><Say>&x;</Say></Response>",
                "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Response><Say>&b;</Say></Response>",
            })
    void refusesWhatIsNotTwimlAndEverythingWithADocumentType(String xml) {
        assertThatThrownBy(() -> TwimlParser.parse(xml))
                .asInstanceOf(InstanceOfAssertFactories.type(CarrierFailure.class))
                .returns(12_100, CarrierFailure::code);
    }

    @Test
    void refusesMoreThan64Kilobytes() {
        String xml = "<Response><Say>" + "a".repeat(64 * 1024) + "</Say></Response>";

        assertThatThrownBy(() -> TwimlParser.parse(xml))
                .asInstanceOf(InstanceOfAssertFactories.type(CarrierFailure.class))
                .returns(11_750, CarrierFailure::code);
    }
}
