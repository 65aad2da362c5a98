package dev.trunkline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.AnswerHeaders;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console's files, as a browser gets them. */
class ConsolePageIT {

    private static final Path FOLDER = Path.of("src", "main", "resources", "dev", "trunkline", "console", "page");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z0-9-]+\\.js)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final EventLoops loops = new EventLoops("page-test", 1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Routes.Builder routes = Routes.builder().alsoUnder("/base").answerHeaders(AnswerHeaders.NO_PAGE);
        ConsolePage.contribute(routes);
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void allFilesOfTheFolderAreServedAndNoOther() throws Exception {
        Set<String> inFolder;
        try (Stream<Path> files = Files.list(FOLDER)) {
            inFolder = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(ConsolePage.FILES).containsExactlyInAnyOrderElementsOf(inFolder);
        for (String name : ConsolePage.FILES) {
            assertThat(get("/console/" + name).statusCode()).as(name).isEqualTo(200);
        }
        assertThat(get("/console/package-info.java").statusCode()).isEqualTo(404);
        assertThat(get("/console/..%2F..%2Fapp%2Fbuild.properties").statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyKindHasItsTypeAlsoBelowAPrefix() throws Exception {
        assertThat(get("/").headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(get("/base/").body()).isEqualTo(get("/").body());
        assertThat(get("/base/console/main.js").headers().firstValue("content-type"))
                .hasValue("text/javascript; charset=utf-8");
        assertThat(get("/console/base.css").headers().firstValue("content-type"))
                .hasValue("text/css; charset=utf-8");
        assertThat(get("/console/icon.svg").headers().firstValue("content-type"))
                .hasValue("image/svg+xml");
    }

    @Test
    void nothingRunsThatIsNotAFileOfOurs() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(page.body()).doesNotContain("<style", " style=", " onclick=", "https://", "http://");
        assertThat(page.body().replaceAll("<script type=\"module\" src=\"console/main.js\"></script>", ""))
                .doesNotContain("<script");
    }

    @Test
    void aBrowserThatHasAFileIsToldSo() throws Exception {
        HttpResponse<String> first = get("/console/main.js");
        String tag = first.headers().firstValue("etag").orElseThrow();

        assertThat(first.headers().firstValue("cache-control")).hasValue("no-cache");
        assertThat(get("/console/main.js", "If-None-Match", "\"another\", " + tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("/console/main.js", "If-None-Match", "\"another\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theModulesThatThePageNeedsAreAskedForAtOnce() throws IOException {
        Set<String> needed = new TreeSet<>();
        needed("main.js", needed);
        needed.remove("main.js");
        Set<String> preloaded = Pattern.compile("rel=\"modulepreload\" href=\"console/([a-z0-9-]+\\.js)\"")
                .matcher(Files.readString(FOLDER.resolve("index.html")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(preloaded).isEqualTo(needed);
    }

    private static void needed(String module, Set<String> found) throws IOException {
        if (found.add(module)) {
            for (MatchResult each : IMPORT.matcher(Files.readString(FOLDER.resolve(module)))
                    .results()
                    .toList()) {
                needed(each.group(1), found);
            }
        }
    }
}
