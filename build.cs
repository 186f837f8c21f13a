#:property PublishAot=false
#:property GenerateDocumentationFile=true

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml.Linq;

// The one build script. It starts the SDK's own commands, so that whatever it does can also be done by hand.
const string Help = """
    dotnet run build.cs -- <target>

      build      restore and compile everything; a warning is an error
      format     check layout and style without changing anything
      test       build, run every test project, check that the JSON Schemas are current, run the conformance kit
      coverage   run the tests of SpecKitty.Events and list what they do not reach
      crash      kill producers and their server at random moments, and check that no event is lost or doubled (Release); further words: [--kills N] [--seed N]
      fuzz       feed mutated inputs to every parser of untrusted bytes (Release, instrumented); further words: [TARGET] [--minutes N] [--inputs N] [--seed N] [--plain]
      fire       put two nodes and their PostgreSQL under kills, freezes and lost connections, and check that nothing is lost or doubled; further words: [--minutes N] [--seed N]
      soak       the long proofs, run before a release: crash, fire, and ten million inputs for each target of fuzz or half an hour (hours)
      bench      run the benchmarks (Release); further words go to BenchmarkDotNet
      load       put a server under load and compare it with its database alone (Release); further words: [scenario] [--store STORE] [--seconds N]
      startup    time cold starts of the command line against a hello world (Release); a further word: how many of each
      producer   compare the producer with plain SQLite, and with what a server takes (Release); further words: [scenario] [--rounds N] [--batches N]
      screenshots
                 take the pictures of docs/guide anew (they need Chromium)
      pack       make the packages, in artifacts/packages
      publish    make the command line one file for this kind of machine, in artifacts/publish
      help       this text

    test ends with one line: N passed, N failed (and N skipped, when there are any). Its exit code is 0 only when nothing failed.
    """;

// Below this, the tests of SpecKitty.Events leave too much to chance.
const double LeastLineCoverage = 98.0;

const string NoChromium = "The tests look at the pages in Chromium, and there is none. Install it (Debian: apt-get install chromium; Fedora: dnf install chromium; Alpine: apk add chromium; macOS: brew install --cask google-chrome), or set SPECKITTY_TEST_CHROMIUM to its program, and run this again.";

var root = FindRoot();
var results = Path.Combine(root, "artifacts", "test-results");
var target = args.FirstOrDefault() ?? "help";
return target switch
{
    "build" => Build("Debug"),
    "format" => Run("dotnet", "format", "SpecKitty.slnx", "--verify-no-changes", "--severity", "warn", "--verbosity", "minimal"),
    "test" => Test(),
    "coverage" => Coverage(),
    "bench" => Run("dotnet", ["run", "--configuration", "Release", "--project", "bench/SpecKitty.Bench", "--", .. args.Skip(1)]),
    "load" => Run("dotnet", ["run", "--configuration", "Release", "--project", "bench/SpecKitty.Load", "--", .. args.Skip(1)]),
    "startup" => Run("dotnet", ["run", "--configuration", "Release", "--project", "bench/SpecKitty.Startup", "--", .. args.Skip(1)]),
    "crash" => Run("dotnet", ["run", "--configuration", "Release", "--project", "test/SpecKitty.Crash", "--", .. args]),
    "fuzz" => Fuzz(args.Skip(1)),
    "fire" => Fire(),
    "soak" => Soak(),
    "producer" => Run("dotnet", ["run", "--configuration", "Release", "--project", "bench/SpecKitty.ClientBench", "--", .. args.Skip(1)]),
    "screenshots" => Screenshots(),
    "pack" => Pack(),
    "publish" => Publish(),
    "help" or "--help" or "-h" => Say(Help),
    _ => Misuse($"There is no target {target}.\n\n{Help}"),
};

int Build(string configuration)
    => Run("dotnet", "build", "SpecKitty.slnx", "--configuration", configuration, "--nologo", "--verbosity", "quiet", "-consoleLoggerParameters:Summary;NoItemAndPropertyList");

int Pack()
{
    var exitCode = 0;
    foreach (var project in Directory.GetFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
    {
        // The server is published and run, not packed.
        if (Path.GetFileNameWithoutExtension(project) != "SpecKitty.Server")
        {
            // The command line also has a package that is compiled ahead for this kind of machine; libraries know no such property.
            exitCode |= Run("dotnet", "pack", project, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "--output", Path.Combine(root, "artifacts", "packages"), "--artifacts-path", Path.Combine(root, "artifacts", "build-pack"), "-p:PackToolByMachine=true");
        }
    }

    return exitCode == 0 ? 0 : 1;
}

// In a place of its own: what is trimmed here must not get into a package.
int Publish() => Run(
    "dotnet", "publish", "src/SpecKitty.Cli", "--configuration", "Release", "--nologo", "--verbosity", "quiet",
    "--runtime", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true",
    "--output", Path.Combine(root, "artifacts", "publish", RuntimeInformation.RuntimeIdentifier), "--artifacts-path", Path.Combine(root, "artifacts", "build-publish"));

// One proof that fails does not keep the others from running.
int Soak()
{
    var crash = Run("dotnet", "run", "--configuration", "Release", "--project", "test/SpecKitty.Crash", "--", "crash");
    var fire = Fire();
    var fuzz = Fuzz("--plain", "--inputs", "10000000", "--minutes", "30");
    return crash == 0 && fire == 0 && fuzz == 0 ? 0 : 1;
}

// A test of the suite, for longer.
int Fire()
{
    Environment.SetEnvironmentVariable("SPECKITTY_FIRE_MINUTES", "10");
    for (var word = 1; word + 1 < args.Length; word += 2)
    {
        if (args[word] is not ("--minutes" or "--seed") || !int.TryParse(args[word + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Misuse(Help);
        }

        Environment.SetEnvironmentVariable(args[word] == "--minutes" ? "SPECKITTY_FIRE_MINUTES" : "SPECKITTY_FIRE_SEED", args[word + 1]);
    }

    return Run("dotnet", "test", "test/SpecKitty.Server.Tests/SpecKitty.Server.Tests.csproj", "--nologo", "--verbosity", "quiet", "--filter", "FullyQualifiedName~FireTests", "--logger", "console;verbosity=detailed");
}

// In a folder of its own: what is instrumented must not get into a test or a package.
int Fuzz(params IEnumerable<string> words)
{
    var program = Path.Combine(root, "artifacts", "fuzz-program");
    Environment.SetEnvironmentVariable("SPECKITTY_FUZZ_OUTPUT", Path.Combine(root, "artifacts", "fuzz"));
    if (Run("dotnet", "build", "test/SpecKitty.Fuzz", "--configuration", "Release", "--nologo", "--verbosity", "quiet", "--output", program, "--artifacts-path", Path.Combine(root, "artifacts", "build-fuzz")) != 0)
    {
        return 1;
    }

    var assembly = Path.Combine(program, "SpecKitty.Fuzz.dll");
    return Run("dotnet", "exec", assembly, "instrument") is not 0 and var failed ? failed : Run("dotnet", ["exec", assembly, "fuzz", .. words]);
}

int Test()
{
    if (!HasSqlite() && !InstallSqlite())
    {
        return Misuse("The tests need SQLite, and its library could not be loaded. Install it (Debian, Ubuntu: apt-get install libsqlite3-0; Fedora: dnf install sqlite-libs; Alpine: apk add sqlite-libs) and run this again.");
    }

    if (!HasPostgres() && !InstallPostgres())
    {
        return Misuse("The tests need PostgreSQL 15 or later, which they start by themselves. Install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; Alpine: apk add postgresql; macOS: brew install postgresql@17), or set SPECKITTY_TEST_POSTGRES to the connection string of a server and a user who may create databases, and run this again.");
    }

    if (!HasChromium() && !InstallChromium())
    {
        return Misuse(NoChromium);
    }

    if (Build("Debug") != 0)
    {
        Console.WriteLine("The build failed, so no test ran.");
        return Finish(0, 1, 0);
    }

    if (Directory.Exists(results))
    {
        Directory.Delete(results, recursive: true);
    }

    var (passed, failed, skipped) = (0, 0, 0);
    foreach (var project in Directory.GetDirectories(Path.Combine(root, "test")).Order(StringComparer.Ordinal).Select(Path.GetFileName))
    {
        var tally = TestProject(project!, withCoverage: project == "SpecKitty.Events.Tests");
        passed += tally.Passed;
        failed += tally.Failed;
        skipped += tally.Skipped;
    }

    failed += Check("The committed JSON Schemas differ from what the types say. Run: spec-kitty schema generate", "schema", "generate", "--check");
    failed += Check("The conformance kit found differences.", "conformance", "run");

    var coverage = ReadCoverage();
    Console.WriteLine(FormattableString.Invariant($"Line coverage of SpecKitty.Events: {coverage:0.0}%"));
    if (coverage < LeastLineCoverage)
    {
        Console.WriteLine(FormattableString.Invariant($"That is less than {LeastLineCoverage:0.0}%. See what is not reached: dotnet run build.cs -- coverage"));
        failed++;
    }

    return Finish(passed, failed, skipped);
}

// The tests that look at the pages take the pictures too, so that what the guide shows is what was tested.
int Screenshots()
{
    if (!HasChromium() && !InstallChromium())
    {
        return Misuse(NoChromium);
    }

    Environment.SetEnvironmentVariable("SPECKITTY_SCREENSHOTS", Path.Combine(root, "docs", "guide"));
    return Run("dotnet", "test", "test/SpecKitty.Browser.Tests/SpecKitty.Browser.Tests.csproj", "--nologo", "--verbosity", "quiet", "--filter", "FullyQualifiedName~ScreenshotTests", "--logger", "console;verbosity=minimal");
}

// The last line, always in this form: other programs read it.
static int Finish(int passed, int failed, int skipped)
{
    Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
    return failed == 0 ? 0 : 1;
}

(int Passed, int Failed, int Skipped) TestProject(string project, bool withCoverage)
{
    var folder = Path.Combine(results, project);
    List<string> arguments =
    [
        "test", Path.Combine("test", project, project + ".csproj"), "--no-build", "--configuration", "Debug", "--nologo", "--verbosity", "quiet",
        "--logger", $"trx;LogFileName={project}.trx", "--logger", "console;verbosity=minimal", "--results-directory", folder,
    ];
    if (withCoverage)
    {
        const string Setting = "DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.";
        arguments.AddRange(["--collect", "XPlat Code Coverage", "--", Setting + "Include=[SpecKitty.Events]*", Setting + "ExcludeByAttribute=GeneratedCodeAttribute", Setting + "ExcludeByFile=**/obj/**/*.cs"]);
    }

    var exitCode = Run("dotnet", [.. arguments]);
    var file = Path.Combine(folder, project + ".trx");
    if (!File.Exists(file))
    {
        Console.WriteLine($"{project} left no results; it counts as one failure.");
        return (0, 1, 0);
    }

    var counters = XDocument.Load(file).Descendants().First(element => element.Name.LocalName == "Counters");
    var total = Counter(counters, "total");
    var passed = Counter(counters, "passed");
    var failed = total - passed - (total - Counter(counters, "executed"));

    // A run may also fail without a failed test: when its process dies, or when there is no test in it.
    return (passed, exitCode != 0 && failed == 0 ? 1 : failed, total - Counter(counters, "executed"));
}

static int Counter(XElement counters, string name) => int.Parse(counters.Attribute(name)!.Value, CultureInfo.InvariantCulture);

int Check(string whenItFails, params string[] command)
{
    if (Run("dotnet", ["exec", Path.Combine(root, "src", "SpecKitty.Cli", "bin", "Debug", "net10.0", "spec-kitty.dll"), .. command]) == 0)
    {
        return 0;
    }

    Console.WriteLine(whenItFails);
    return 1;
}

int Coverage()
{
    if (Build("Debug") != 0)
    {
        return 1;
    }

    if (Directory.Exists(results))
    {
        Directory.Delete(results, recursive: true);
    }

    var tally = TestProject("SpecKitty.Events.Tests", withCoverage: true);
    foreach (var type in CoverageFile()?.Descendants("class").GroupBy(type => type.Attribute("filename")!.Value, StringComparer.Ordinal).OrderBy(type => type.Key, StringComparer.Ordinal) ?? Enumerable.Empty<IGrouping<string, XElement>>())
    {
        var missed = type.Elements("lines").Elements("line").Where(line => line.Attribute("hits")!.Value == "0").Select(line => Counter(line, "number")).Distinct().Order().ToList();
        if (missed.Count > 0)
        {
            Console.WriteLine($"{type.Key}: {string.Join(", ", missed)}");
        }
    }

    Console.WriteLine(FormattableString.Invariant($"Line coverage of SpecKitty.Events: {ReadCoverage():0.0}%"));
    return tally.Failed == 0 ? 0 : 1;
}

double ReadCoverage() => CoverageFile() is { Root: { } coverage }
    ? 100.0 * Counter(coverage, "lines-covered") / Math.Max(1, Counter(coverage, "lines-valid"))
    : 0;

XDocument? CoverageFile()
    => Directory.Exists(results) && Directory.GetFiles(results, "coverage.cobertura.xml", SearchOption.AllDirectories).FirstOrDefault() is { } file ? XDocument.Load(file) : null;

static bool HasSqlite()
{
    string[] names = OperatingSystem.IsWindows() ? ["winsqlite3.dll"] : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0", "libsqlite3.so"];
    foreach (var name in names)
    {
        if (NativeLibrary.TryLoad(name, out var library))
        {
            NativeLibrary.Free(library);
            return true;
        }
    }

    return false;
}

bool InstallSqlite()
{
    Install("libsqlite3-0", "SQLite's library is missing; installing it.");
    return HasSqlite();
}

// The folders where the tests look, too.
static bool HasPostgres()
{
    if (Environment.GetEnvironmentVariable("SPECKITTY_TEST_POSTGRES") is { Length: > 0 })
    {
        return true;
    }

    string[] parents = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
    var folders = parents.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(version => Path.Combine(version, "bin"));
    return folders.Concat(["/usr/libexec/postgresql", "/usr/bin", "/usr/local/bin"])
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Any(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
}

bool InstallPostgres()
{
    Install("postgresql", "PostgreSQL is missing; installing it.");
    return HasPostgres();
}

// The names and folders where the tests look, too.
static bool HasChromium()
{
    string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "Google Chrome"];
    return Environment.GetEnvironmentVariable("SPECKITTY_TEST_CHROMIUM") is { Length: > 0 }
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/Applications/Google Chrome.app/Contents/MacOS").Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name))));
}

bool InstallChromium()
{
    Install("chromium", "Chromium is missing; installing it.");
    return HasChromium();
}

void Install(string package, string why)
{
    if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/apt-get"))
    {
        return;
    }

    Console.WriteLine(why);
    Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
    if (Run("apt-get", "install", "-y", "-qq", package) != 0)
    {
        // A fresh machine has no package lists yet.
        Run("apt-get", "update", "-qq");
        Run("apt-get", "install", "-y", "-qq", package);
    }
}

int Run(string program, params string[] arguments)
{
    var start = new ProcessStartInfo(program) { WorkingDirectory = root, RedirectStandardInput = true, UseShellExecute = false };
    foreach (var argument in arguments)
    {
        start.ArgumentList.Add(argument);
    }

    // What `dotnet run` tells its child about itself would steer the builds that this one starts.
    foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal) || name == "DOTNET_LAUNCH_PROFILE").ToList())
    {
        start.Environment.Remove(variable);
    }

    // Nothing here asks a question, and no process stays behind to keep a caller waiting.
    start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
    start.Environment["DOTNET_NOLOGO"] = "1";

    using var process = Process.Start(start)!;
    process.StandardInput.Close();
    process.WaitForExit();
    return process.ExitCode;
}

static string FindRoot()
{
    var folder = new DirectoryInfo(Directory.GetCurrentDirectory());
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpecKitty.slnx")))
    {
        folder = folder.Parent;
    }

    return folder?.FullName ?? throw new InvalidOperationException("Run this in the folder that holds SpecKitty.slnx.");
}

static int Say(string text)
{
    Console.WriteLine(text);
    return 0;
}

static int Misuse(string text)
{
    Console.Error.WriteLine(text);
    return 2;
}
