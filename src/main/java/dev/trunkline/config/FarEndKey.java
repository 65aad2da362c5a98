package dev.trunkline.config;

import static dev.trunkline.config.Shape.choice;
import static dev.trunkline.config.Shape.file;
import static dev.trunkline.config.Shape.headerText;
import static dev.trunkline.config.Shape.several;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.whole;

import org.jspecify.annotations.Nullable;

/** Who answers where nothing else is said: the EVI of {@code evi.url}. */
public enum FarEndKey implements ConfigKey {
    URL(
            "evi.url",
            "EVI_URL",
            "embedded",
            several(text("embedded|wss?://[^/?#@\\s]+/[^?#\\s]+"), EviReader.MOST_FAR_ENDS),
            "embedded, or the base of an EVI: wss://host/v0/evi; several, tried in order, are a list here"
                    + " and separated by commas there"),
    API_KEY("evi.apiKey", "HUME_API_KEY", null, headerText(1), "sent to EVI in a header"),
    SECRET_KEY(
            "evi.secretKey",
            "HUME_SECRET_KEY",
            null,
            headerText(1),
            "with it, short-lived access tokens are used instead"),
    CONFIG_ID("evi.configId", "HUME_CONFIG_ID", null, text(), "the default EVI config; routes may name their own"),
    CONFIG_VERSION(
            "evi.configVersion",
            "HUME_CONFIG_VERSION",
            null,
            whole(0, Integer.MAX_VALUE),
            "its version; the newest when absent"),
    CA_CERTIFICATE(
            "evi.caCertificate",
            "EVI_CA_CERTIFICATE",
            null,
            file(),
            "a PEM file with authorities that are believed beside the platform's, for an EVI of your own"),
    SAMPLE_RATE(
            "evi.inputSampleRateHz",
            null,
            "16000",
            choice("8000", "16000", "24000", "44100", "48000"),
            "what EVI hears: 8000, 16000, 24000, 44100 or 48000"),
    CONNECT_TIMEOUT(
            "evi.connectTimeoutMillis",
            "TRUNKLINE_EVI_CONNECT_TIMEOUT_MILLIS",
            "3000",
            whole(250, 30_000),
            "how long EVI may take to open a chat's socket; the second try waits twice as long, the third"
                    + " and later four times"),
    READY_TIMEOUT(
            "evi.readyTimeoutMillis",
            "TRUNKLINE_EVI_READY_TIMEOUT_MILLIS",
            "3000",
            whole(250, 30_000),
            "and then to say that it hears us; doubled likewise"),
    TOKEN_IN(
            "evi.tokenIn",
            "TRUNKLINE_EVI_TOKEN_IN",
            "query",
            choice("query", "header"),
            "where access tokens are sent: query, as EVI documents it, or header (Authorization), where it"
                    + " is taken"),
    MAX_CHAT_SECONDS(
            "evi.maxChatSeconds",
            "TRUNKLINE_EVI_MAX_CHAT_SECONDS",
            "1800",
            whole(0, 86_400),
            "how long EVI lets a chat last (its max_duration): two minutes before its end, or two fifths of"
                    + " it before where that is less, another chat is opened beside it and goes on in a pause; 0:"
                    + " never, and a call waits for EVI's end"),
    MAX_CHATS(
            "evi.maxChats",
            "TRUNKLINE_EVI_MAX_CHATS",
            null,
            whole(1, 100_000),
            "how many chats at a time your plan has; new calls beyond that are turned away before they cost"
                    + " anything; any number when absent"),
    RESERVED_CHATS(
            "evi.reservedChats",
            null,
            null,
            whole(0, 100_000),
            "how many of them new calls leave to those that are on, which need a second one when they"
                    + " reconnect or roll over; one for every 20 calls when absent"),
    CONNECTS(
            "evi.connectsPerSecond",
            null,
            "200",
            whole(1, 10_000),
            "how many chats a second may be opened at each of them, with one and a half seconds' worth at" + " once"),
    CONNECTS_AFTER_OUTAGE(
            "evi.connectsAfterOutage",
            null,
            "20",
            whole(1, 10_000),
            "the same in the half minute after an outage, one by one, so that it is not run over by all who"
                    + " waited");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    FarEndKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
