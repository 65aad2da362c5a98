package dev.trunkline;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may know what. The packages are those of the tree in {@code package-info.java}; nothing here is a matter of taste. */
@AnalyzeClasses(packages = "dev.trunkline", importOptions = ArchitectureTest.ProductOnly.class)
class ArchitectureTest {

    /** Classes of tests are no product, in whatever folder they were compiled. */
    static final class ProductOnly implements ImportOption {
        private final ImportOption byUsualFolders = new DoNotIncludeTests();

        @Override
        public boolean includes(Location location) {
            return byUsualFolders.includes(location) && !location.contains("/target/q/test");
        }
    }

    private static final String ROOT = "dev.trunkline";
    private static final String FOR_ALL = ROOT + ".bounded"; // known as the JDK is
    private static final int MAX_FILE_LINES = 350;

    private static final String[] PURE = packages("bounded", "time", "audio", "phone", "ai", "call");

    // The heart and its two ports.

    @ArchTest
    static final ArchRule whatEverybodyMayKnowKnowsNothing = pure("bounded");

    @ArchTest
    static final ArchRule theClockKnowsNothing = pure("time");

    @ArchTest
    static final ArchRule soundIsPure = pure("audio", "time");

    @ArchTest
    static final ArchRule thePhonePortIsPure = pure("phone", "audio", "time");

    @ArchTest
    static final ArchRule theAiPortIsPure = pure("ai", "audio", "time");

    @ArchTest
    static final ArchRule theHeartKnowsThePortsAndTheSoundOnly = pure("call", "phone", "ai", "audio", "time");

    @ArchTest
    static final ArchRule policyBetweenCallsKnowsNoCarrierAndNoDialect =
            fenced("bridge", "call", "phone", "ai", "control", "continuity", "telemetry", "rules", "time");

    @ArchTest
    static final ArchRule theHeartReadsNoClockButItsScheduler = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Instant");

    // What stands around it.

    @ArchTest
    static final ArchRule toolsKnowCalls = fenced("control", "call", "phone", "ai");

    @ArchTest
    static final ArchRule theMemoryKnowsCalls = fenced("continuity", "call", "phone", "ai", "store");

    @ArchTest
    static final ArchRule databasesAndJournalsKnowNobody = fenced("store");

    @ArchTest
    static final ArchRule telemetryHearsCalls = fenced("telemetry", "call", "phone", "ai", "time");

    @ArchTest
    static final ArchRule theFlightRecorderKnowsCallsAndTheirPorts =
            fenced("flight", "call", "phone", "ai", "audio", "store", "time");

    @ArchTest
    static final ArchRule aReplayKnowsCallsAndTheirPorts =
            fenced("replay", "flight", "call", "phone", "ai", "audio", "time");

    @ArchTest
    static final ArchRule recordsHearCalls = fenced("record", "call", "phone", "ai", "time");

    @ArchTest
    static final ArchRule recordingsHearCalls = fenced("recording", "call", "phone", "audio", "store", "time");

    @ArchTest
    static final ArchRule whoKeepsRecordsKnowsNoCall = fenced("record.store", "record", "store");

    @ArchTest
    static final ArchRule callsOfOursArePolicy = fenced(
            "outbound", "outbound.answer", "bridge", "call", "phone", "ai", "audio", "continuity", "telemetry", "time");

    @ArchTest
    static final ArchRule whoAnswersIsFoundOutBySound = pure("outbound.answer", "audio");

    @ArchTest
    static final ArchRule callsOfOursAreAskedForBehindTheGate = fenced("outbound.api", "outbound", "ops", "net..");

    @ArchTest
    static final ArchRule operatorsSeeWhatSubscribersKnow =
            fenced("ops", "call", "net..", "phone", "record", "recording", "telemetry", "time");

    @ArchTest
    static final ArchRule theConsolesPageKnowsTheGateAndThePhonePort = fenced("console.page", "ops", "phone", "net..");

    @ArchTest
    static final ArchRule theConsoleWatchesAndSteersCalls =
            fenced("console", "call", "phone", "ai", "net..", "record", "ops", "telemetry", "time");

    @ArchTest
    static final ArchRule signingInKnowsOperators = fenced("signin", "ops", "net..", "telemetry");

    @ArchTest
    static final ArchRule theOpenIdLibraryIsForSigningIn = library("com.nimbusds..", ROOT + ".signin");

    @ArchTest
    static final ArchRule configurationKnowsHowNumbersAreWritten = fenced("config", "phone", "rules");

    @ArchTest
    static final ArchRule rulesKnowNoCall = pure("rules");

    @ArchTest
    static final ArchRule webhooksTellOfCalls =
            fenced("webhook", "bridge", "continuity", "call", "phone", "store", "net.outgoing", "net.egress", "time");

    @ArchTest
    static final ArchRule theNetworkIsNobodysProtocol = fenced("net..", "time");

    // Adapters never see each other.

    @ArchTest
    static final ArchRule theCarrierDoesNotKnowTheAi = fenced("phone.twilio", "phone", "net..", "audio", "time");

    @ArchTest
    static final ArchRule theEviClientDoesNotKnowTheCarrier = fenced("ai.evi", "ai", "net..", "audio", "time");

    @ArchTest
    static final ArchRule theRealtimeClientKnowsWhatOverlapMeans =
            fenced("ai.realtime", "ai", "net..", "audio", "speech.bargein", "speech.vad", "time");

    @ArchTest
    static final ArchRule theGeminiClientKnowsNoOtherDialect =
            fenced("ai.gemini", "ai", "net..", "audio", "speech.bargein", "time");

    // An emulator that shared a codec with the bridge would hide every bug twice.

    @ArchTest
    static final ArchRule theEngineSharesNoCodecWithTheBridge =
            emulator("engine", "net..", "speech..", "store", "time");

    @ArchTest
    static final ArchRule theLabSharesNoCodecWithTheBridge = emulator("lab", "net..", "speech..", "time");

    @ArchTest
    static final ArchRule speechKnowsSamplesOnly = emulator("speech");

    // Inside the engine: the socket knows what a chat is made of, and not the other way round.

    @ArchTest
    static final ArchRule theProtocolKnowsNobody = fenced("engine.wire", "engine.mind");

    @ArchTest
    static final ArchRule whatIsKeptOfChatsKnowsNobody = fenced("engine.history");

    @ArchTest
    static final ArchRule theStoreKeepsHistoryAndResources =
            fenced("engine.store", "engine.history", "engine.resources", "engine.work", "net..", "store");

    @ArchTest
    static final ArchRule plansAreSettings =
            fenced("engine.plan", "engine.wire", "engine.mind", "engine.hearing", "speech.bargein", "net..");

    @ArchTest
    static final ArchRule conversationsAreKeptForMindsAndTheHistory =
            fenced("engine.conversation", "engine.wire", "engine.mind", "engine.history", "engine.plan");

    @ArchTest
    static final ArchRule toolsKnowNoChat = fenced("engine.tools", "engine.mind", "engine.mind.script", "net..");

    @ArchTest
    static final ArchRule theControlPlaneKnowsOpenChatsOnly = fenced("engine.controlplane", "engine.wire", "net..");

    @ArchTest
    static final ArchRule turnsKnowNoSocket = fenced(
            "engine.turns",
            "engine.wire",
            "engine.mind",
            "engine.hearing",
            "engine.speaking",
            "engine.conversation",
            "engine.plan",
            "engine.tools",
            "engine.history",
            "speech",
            "speech.bargein",
            "speech.echo",
            "speech.file",
            "time");

    @ArchTest
    static final ArchRule theRealtimeEventsKnowWhatIsSentAndCalled =
            fenced("engine.realtime.wire", "engine.mind", "engine.speaking", "speech", "speech.file");

    @ArchTest
    static final ArchRule realtimeSessionsKnowNoSocketAndNoChat = fenced(
            "engine.realtime.session",
            "engine.realtime.wire",
            "engine.conversation",
            "engine.endofturn",
            "engine.hearing",
            "engine.history",
            "engine.mind",
            "engine.plan",
            "engine.speaking",
            "engine.turns",
            "engine.wire",
            "net.connection", // what many share of the memory
            "speech",
            "time");

    @ArchTest
    static final ArchRule realtimeSocketsKnowSessions = fenced(
            "engine.realtime",
            "engine.realtime.session",
            "engine.realtime.wire",
            "engine.access",
            "engine.controlplane",
            "engine.conversation",
            "engine.history",
            "engine.plan",
            "engine.turns",
            "engine.wire",
            "net..");

    // What the engine keeps and shows over REST.

    @ArchTest
    static final ArchRule theRestKitKnowsPagesOnly = fenced("engine.rest", "engine.history", "net..");

    @ArchTest
    static final ArchRule theArchiveShowsTheHistory =
            fenced("engine.archive", "engine.rest", "engine.history", "engine.work", "net..", "speech..");

    @ArchTest
    static final ArchRule accessKnowsNoChat = fenced("engine.access", "engine.rest", "net..");

    @ArchTest
    static final ArchRule webhooksHearChats =
            fenced("engine.webhook", "engine.chat", "engine.plan", "engine.history", "engine.wire", "net..");

    // Libraries have one home each.

    @ArchTest
    static final ArchRule nettyIsForSockets = library(
            "io.netty..",
            ROOT + ".app",
            ROOT + ".console",
            ROOT + ".net..",
            ROOT + ".phone.twilio",
            ROOT + ".ai.evi",
            ROOT + ".ai.realtime",
            ROOT + ".ai.gemini",
            ROOT + ".engine..",
            ROOT + ".lab..");

    @ArchTest
    static final ArchRule twiliosLibraryIsForItsAdapter = library("com.twilio..", ROOT + ".phone.twilio");

    @ArchTest
    static final ArchRule metricsAreForTelemetry = library("com.codahale..", ROOT + ".telemetry");

    @ArchTest
    static final ArchRule picocliIsForCommands = library("picocli..", ROOT + ".cli");

    @ArchTest
    static final ArchRule theJdksLoggingIsKnownWhereLibrariesAreHushed =
            library("java.util.logging..", ROOT + ".speech..", ROOT + ".store");

    @ArchTest
    static void tarsosStandsInOnePlace(JavaClasses all) {
        Set<String> users = all.stream()
                .filter(user -> user.getDirectDependenciesFromSelf().stream()
                        .anyMatch(on -> on.getTargetClass().getPackageName().startsWith("be.tarsos")))
                .map(user -> outermost(user).getName())
                .collect(Collectors.toSet());

        assertThat(users).hasSizeLessThanOrEqualTo(1);
    }

    @ArchTest
    static final ArchRule onlyTheProgramStandsAtTheRoot = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .haveSimpleName("Main")
            .orShould()
            .haveSimpleName("package-info");

    // Who opens connections to elsewhere. A URL that somebody else has chosen goes through net.outgoing, which connects
    // to the very
    // address that net.egress has checked.

    /** Each of these asks the one address that the operator has configured, or is the lab or a command asking our own programs. */
    private static final String[] ASK_THE_OPERATORS_OWN = {
        "JdkHttp", // Twilio's REST: twilio.apiBaseUrl
        "EviAccessTokens", // tokens for the far end: evi.url
        "HttpExpression", // expression.url
        "ProviderHttp", // signin.issuer
        "ModelConnections", // mind.url; those of posted configs go through OutgoingHttp
        "Sender", // of ModelConnections
        "OpenAiDialogModel", // mind.url
        "ClmDialogModel", // mind.url
        "EndpointExchange", // voice.url, ears.url
        "VoskRecognizer", // ears.url
    };

    @ArchTest
    static final ArchRule theJdksHttpClientAsksOnlyTheOperatorsOwn = noClasses()
            .that(areNot(ROOT + ".lab..", ROOT + ".cli"))
            .and(areNotNamed(ASK_THE_OPERATORS_OWN))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.http.HttpClient");

    @ArchTest
    static final ArchRule connectionsAreOpenedInOnePlaceEach = noClasses()
            .that(areNot(ROOT + ".lab..", ROOT + ".cli"))
            .and(areNotNamed("OutgoingHttp", "WebSocketClient"))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.netty.bootstrap.Bootstrap")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.channels.SocketChannel");

    /** Resources of the jar are read as streams of classes; an address is not. */
    @ArchTest
    static final ArchRule addressesAreNotReadAsFiles = noClasses()
            .that(areNotNamed("AcousticModel")) // of the jar
            .should()
            .accessTargetWhere(isOf(URL.class, "openStream", "openConnection", "getContent"));

    @ArchTest
    static final ArchRule nobodyIsSentOnByARedirect =
            noClasses().should().accessTargetWhere(isOf(HttpClient.Redirect.class, "ALWAYS", "NORMAL"));

    /** URLs of posted configs, of scripts and of webhooks: nothing else connects there. */
    @ArchTest
    static final ArchRule whatOthersChooseGoesThroughReach = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".engine.tools", ROOT + ".engine.webhook", ROOT + ".control", ROOT + ".app")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    // Nothing goes in circles.

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    // One clock, one way to start a thread, one place that prints.

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().accessTargetWhere(isOf(Thread.class, "sleep"));

    /** REST blocks on threads of its own, where there is no loop to ask. A reference hands a clock over: that is wiring. */
    @ArchTest
    static final ArchRule timeIsReadFromTheScheduler = noClasses()
            .that(areNot(ROOT + ".app", ROOT + ".cli"))
            .and(areNotNamed("Tickers", "TwilioRest"))
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule theHeartsTimeIsTheSchedulersAlone = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .accessTargetWhere(isOf(System.class, "nanoTime", "currentTimeMillis", "getenv", "getProperty"));

    @ArchTest
    static final ArchRule onlyCommandsPrint = noClasses()
            .that(areNot(ROOT + ".cli"))
            .and(areNotNamed("Main"))
            .should()
            .accessTargetWhere(isOf(System.class, "out", "err"));

    @ArchTest
    static final ArchRule onlyMainExits =
            noClasses().that(areNotNamed("Main")).should().accessTargetWhere(isOf(System.class, "exit"));

    /** Voices and ears are loaded beside the loops, by libraries that block. */
    @ArchTest
    static final ArchRule threadsAreStartedWhereTheyAreOwned = noClasses()
            .that(areNot(ROOT + ".app", ROOT + ".cli", ROOT + ".net..", ROOT + ".speech.."))
            .should()
            .accessTargetWhere(isOf(Thread.class, "<init>", "ofVirtual", "startVirtualThread"));

    /** An executor never repeats again what has thrown once, an Error included. */
    @ArchTest
    static final ArchRule whatIsRepeatedGoesOn = noClasses()
            .that()
            .resideInAPackage(ROOT + ".app")
            .and(describe(
                    "make no RepeatedStep",
                    type -> type.getConstructorCallsFromSelf().stream()
                            .noneMatch(call ->
                                    call.getTargetOwner().getSimpleName().equals("RepeatedStep"))))
            .should()
            .accessTargetWhere(isOf(ScheduledExecutorService.class, "scheduleWithFixedDelay", "scheduleAtFixedRate"));

    // Names and sizes.

    @ArchTest
    static final ArchRule nothingIsNamedAfterWhatItIsNot = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Managers|Helper|Helpers|Util|Utils|Impl|Service|Common)(\\$.*)?");

    @ArchTest
    static void noTwoClassesHaveOneName(JavaClasses all) {
        Set<String> seen = new HashSet<>();
        List<String> twice = all.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT) && type.isTopLevelClass())
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info") && !seen.add(name))
                .toList();

        assertThat(seen).hasSizeGreaterThan(500);
        assertThat(twice).isEmpty();
    }

    @ArchTest
    static void noFileIsLong(JavaClasses ignored) {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MAX_FILE_LINES)
                    .map(file -> file + ": " + lines(file))
                    .toList();

            assertThat(tooLong).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Inside the lab: the world outside in parts, each of which can be read alone.

    @ArchTest
    static final ArchRule theTelephoneKnowsNoProtocol = fenced("lab.phone", "audio", "speech");

    @ArchTest
    static final ArchRule callersKnowTheirTelephone = fenced("lab.caller", "lab.phone", "speech");

    @ArchTest
    static final ArchRule thePanelKnowsTheTelephone = fenced("lab.panel", "lab.phone");

    @ArchTest
    static final ArchRule scenesKnowTheCarrier =
            fenced("lab.scene", "lab.panel", "lab.phone", "lab.caller", "lab.carrier", "lab.carrier.twiml", "speech");

    @ArchTest
    static final ArchRule whoAnswersHasATelephone =
            fenced("lab.answer", "lab.scene", "lab.caller", "lab.phone", "speech");

    @ArchTest
    static final ArchRule thePanelsReportKnowsScenes =
            fenced("lab.report.panel", "lab.report", "lab.panel", "lab.scene");

    @ArchTest
    static final ArchRule theRelayKnowsNobody = fenced("lab.relay", "net..", "time");

    @ArchTest
    static final ArchRule chaosKnowsNobody = fenced("lab.chaos", "net..", "time");

    @ArchTest
    static final ArchRule theHistoryKnowsNobody = fenced("lab.history");

    @ArchTest
    static final ArchRule theFarEndIsARelaysPeerToo =
            fenced("lab.farend", "lab.relay", "net..", "speech", "speech.file", "time");

    @ArchTest
    static final ArchRule theCarriersHttpKnowsNoCall = fenced("lab.carrier.rest", "net..");

    @ArchTest
    static final ArchRule theCarriersStreamsKnowNoDocument =
            fenced("lab.carrier.media", "lab.caller", "lab.phone", "net..", "audio", "time");

    @ArchTest
    static final ArchRule documentsAreObeyedWithHttpAndStreams = fenced(
            "lab.carrier.twiml", "lab.carrier.rest", "lab.carrier.media", "lab.phone", "net..", "speech", "time");

    @ArchTest
    static final ArchRule measuringKnowsNoFleet = fenced("lab.fleet.measure", "lab.farend", "lab.panel", "net..");

    @ArchTest
    static final ArchRule callsOfAFleetAreMeasuredAndNotJudged = fenced(
            "lab.fleet.call",
            "lab.fleet.measure",
            "lab.farend",
            "lab.history",
            "lab.panel",
            "lab.phone",
            "lab.carrier.rest",
            "lab.carrier.media",
            "lab.carrier.twiml",
            "net..",
            "audio",
            "speech");

    @ArchTest
    static final ArchRule fleetsAreJudgedByWhatWasMeasured =
            fenced("lab.fleet.verdict", "lab.fleet.measure", "lab.fleet.call", "lab.history", "lab.panel");

    @ArchTest
    static final ArchRule pagesKnowNothingOfOurs = fenced("lab.report");

    @ArchTest
    static final ArchRule drawingsKnowNoCall = fenced("lab.report.svg", "lab.report");

    @ArchTest
    static final ArchRule aCallsReportKnowsNoFleet =
            fenced("lab.report.call", "lab.panel", "lab.report", "lab.report.svg", "speech", "speech.file");

    @ArchTest
    static final ArchRule aFleetsReportKnowsNoCall = fenced(
            "lab.report.fleet",
            "lab.report",
            "lab.report.panel",
            "lab.report.svg",
            "lab.fleet.measure",
            "lab.fleet.call",
            "lab.fleet.verdict",
            "lab.history");

    // The parts of the network and of speech: each imports only what is named here.

    @ArchTest
    static final ArchRule loopsKnowTheClock = fenced("net.loop", "time");

    @ArchTest
    static final ArchRule connectionsKnowNothing = fenced("net.connection");

    @ArchTest
    static final ArchRule egressKnowsNothing = fenced("net.egress");

    @ArchTest
    static final ArchRule webSocketsKnowNoHttpServer =
            fenced("net.websocket", "net.loop", "net.connection", "net.egress", "time");

    @ArchTest
    static final ArchRule outgoingRequestsKnowNoServer =
            fenced("net.outgoing", "net.loop", "net.connection", "net.egress", "net.websocket");

    @ArchTest
    static final ArchRule theHttpServerReachesNobody =
            fenced("net.http", "net.loop", "net.connection", "net.websocket", "time");

    @ArchTest
    static final ArchRule slowWorkKnowsNothing = fenced("engine.work");

    @ArchTest
    static final ArchRule sphinxKnowsThePorts = emulator("speech.sphinx", "speech");

    @ArchTest
    static final ArchRule moonshineKnowsThePorts = emulator("speech.moonshine", "speech", "speech.onnx");

    @ArchTest
    static final ArchRule voiceActivityKnowsThePorts = fenced("speech.vad", "speech", "speech.onnx");

    @ArchTest
    static final ArchRule voicesKnowThePorts = fenced("speech.tts", "speech", "speech.normalization");

    @ArchTest
    static final ArchRule soundFilesKnowThePorts = fenced("speech.file", "speech");

    @ArchTest
    static final ArchRule commandsKnowFiles = fenced("speech.command", "speech", "speech.file");

    @ArchTest
    static final ArchRule remoteSpeechKnowsFiles = fenced("speech.remote", "speech", "speech.file", "net..");

    @ArchTest
    static final ArchRule loadingKnowsWhatItLoads =
            fenced("speech.loading", "speech", "speech.moonshine", "speech.sphinx", "speech.tts", "speech.vad");

    @ArchTest
    static final ArchRule messagesAreTakenApartWithoutAnything = pure("net.json");

    /** The engine and the lab would hide a bug of the bridge's readers if they read with them. */
    @ArchTest
    static final ArchRule onlyTheBridgesAdaptersReadJsonByHand = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".net.json",
                    ROOT + ".phone.twilio",
                    ROOT + ".ai.evi",
                    ROOT + ".ai.realtime",
                    ROOT + ".ai.gemini")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".net.json");

    /** Knows the JDK, null marks, what is for all, itself, and these. */
    private static ArchRule pure(String name, String... others) {
        String[] known = Stream.of(
                        Stream.of("java..", "org.jspecify..", FOR_ALL, ROOT + "." + name),
                        Arrays.stream(others).map(other -> ROOT + "." + other))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known);
    }

    /** Of ours knows itself, what is for all, and these; libraries are another matter. */
    private static ArchRule fenced(String name, String... others) {
        DescribedPredicate<JavaClass> known =
                resideInAnyPackage(packages(others)).or(resideInAnyPackage(FOR_ALL, ROOT + "." + name));
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(DescribedPredicate.not(known)));
    }

    /** Of ours knows itself, what is for all, these, mu-law and resampling. */
    private static ArchRule emulator(String name, String... others) {
        DescribedPredicate<JavaClass> known = resideInAnyPackage(packages(others))
                .or(resideInAnyPackage(FOR_ALL, ROOT + "." + name + ".."))
                .or(resideInAPackage(ROOT + ".audio")
                        .and(simpleName("MuLaw").or(simpleName("ALaw")).or(simpleName("Resampler"))));
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(DescribedPredicate.not(known)));
    }

    private static ArchRule library(String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> ROOT + "." + name).toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> areNot(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaClass> areNotNamed(String... names) {
        Set<String> named = Set.of(names);
        return describe(
                "are not " + named, type -> !named.contains(outermost(type).getSimpleName()));
    }

    private static DescribedPredicate<JavaAccess<?>> isOf(Class<?> owner, String... members) {
        Set<String> named = Set.of(members);
        return describe(
                "one of " + owner.getSimpleName() + "'s " + named,
                access -> access.getTargetOwner().isEquivalentTo(owner) && named.contains(access.getName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    // The inside of the engine's dialog models.

    @ArchTest
    static final ArchRule dialogModelsKnowNoneOfOurs = fenced("engine.mind");

    @ArchTest
    static final ArchRule dialogModelsKnowNoSockets = noClasses()
            .that()
            .resideInAPackage(ROOT + ".engine.mind")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.net..");

    @ArchTest
    static final ArchRule meaningKnowsNobody = fenced("engine.mind.meaning", "speech.onnx");

    @ArchTest
    static final ArchRule scriptsKnowMeaningAndNoNetwork =
            fenced("engine.mind.script", "engine.mind", "engine.mind.meaning");

    @ArchTest
    static final ArchRule remoteDialogModelsKnowTheirPortAndTheNetwork =
            fenced("engine.mind.remote", "engine.mind", "net..");

    @ArchTest
    static final ArchRule expressionKnowsSpeech = fenced("engine.expression", "speech", "speech.file", "speech.remote");
}
