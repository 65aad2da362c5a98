package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.control.Toolbox;
import dev.trunkline.phone.CarrierInstruction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

    private static final CarrierInstruction.Transfer TO_A_DESK =
            new CarrierInstruction.Transfer("desk", "+15550100001", null, 20);

    @ParameterizedTest
    @CsvSource({
        "+442079460000, number",
        "442079460000, number",
        "00442079460000, number",
        "' 442079460000', number",
        "%2B442079460000, number",
        "sip:+442079460000@acme.sip.twilio.com;user=phone, number",
        "sip:+442079460000@acme.sip.twilio.com:5060;transport=tls, number",
        "whatsapp:+442079460000, number",
        "whatsapp:+442079460001, messenger",
        "+442079460001, rest",
        "SIP:Desk@Example.COM:5060;transport=tls, sip",
        "sip:other@example.com, rest",
        "client:ALICE, client",
        "client%3Aalice, client",
        "12345, short",
        "anonymous, rest",
        "'', rest"
    })
    void aCalledPartyFindsItsRouteHoweverItIsWritten(String called, String name) {
        List<Route> routes = List.of(
                route("rest", null, Route.EVERY_OTHER_NUMBER),
                route("number", null, "+442079460000"),
                route("messenger", null, "whatsapp:+442079460001"),
                route("sip", null, "sip:desk@example.com"),
                route("client", null, "client:alice"),
                route("short", null, "12345"));

        assertThat(Objects.requireNonNull(new RouteTable(routes).of(called)).name())
                .isEqualTo(name);
    }

    @Test
    void noRouteServesWhatNoneNames() {
        assertThat(new RouteTable(List.of(route("a", null, "+442079460000"))).of("+14155550100"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "+14155550100, +18005550199, +14155550100",
        "14155550100, +18005550199, +14155550100",
        "client:alice, +18005550199, +18005550199",
        "sip:+14155550100@x.example.com, +18005550199, +18005550199",
        "whatsapp:+14155550100, +18005550199, +18005550199",
        "anonymous, +18005550199, +18005550199",
        "+anonymous, 18005550199, +18005550199",
        "+266696687, +18005550199, +18005550199",
        "Restricted, +18005550199, +18005550199",
        "12345, +18005550199, +18005550199",
        "ACME, +18005550199, +18005550199",
        "'', +18005550199, +18005550199"
    })
    void aPhoneShowsTheCallerOrElseTheCalledNumber(String from, String to, String shown) {
        assertThat(route("r", null, "*").identified(TO_A_DESK, from, to))
                .isEqualTo(new CarrierInstruction.Transfer("desk", "+15550100001", shown, 20));
    }

    @Test
    void whatIsConfiguredWinsAndTheDestinationsOwnFirst() {
        Route route = route("r", "+18005550000", "*");
        CarrierInstruction.Transfer own = new CarrierInstruction.Transfer("desk", "+15550100001", "+18005550001", 20);

        assertThat(route.identified(TO_A_DESK, "+14155550100", "+18005550199"))
                .isEqualTo(new CarrierInstruction.Transfer("desk", "+15550100001", "+18005550000", 20));
        assertThat(route.identified(own, "client:alice", "")).isEqualTo(own);
        assertThat(route.identified(route.fallback().apology(), "client:alice", ""))
                .isEqualTo(new CarrierInstruction.Apologise("Sorry.", "+15550100009", "+18005550000"));
    }

    @Test
    void noTelephoneIsRungWithNothingToShow() {
        Route route = route("r", null, "*");

        assertThat(route.identified(TO_A_DESK, "client:alice", "")).isNull();
        assertThat(route.identified(route.fallback().apology(), "anonymous", "sip:desk@example.com"))
                .isNull();
        assertThat(route.identified(new CarrierInstruction.Transfer("app", "client:bob", null, 20), "client:alice", ""))
                .isEqualTo(new CarrierInstruction.Transfer("app", "client:bob", null, 20));
        assertThat(route.identified(new CarrierInstruction.GoOn(), "", "")).isEqualTo(new CarrierInstruction.GoOn());
    }

    private static Route route(String name, @Nullable String callerId, String... numbers) {
        return new Route(
                name,
                Set.of(numbers),
                callerId,
                null,
                null,
                Map.of(),
                new Toolbox(List.of()),
                new Route.Fallback("Sorry.", "+15550100009", null),
                0,
                List.of(),
                Map.of(),
                List.of(),
                AgentDescription.NONE);
    }
}
