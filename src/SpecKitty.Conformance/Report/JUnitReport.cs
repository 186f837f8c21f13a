using System.Text;
using System.Xml;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Report;

/// <summary>Writes reports as JUnit XML, which nearly every build server shows.</summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false };

    public static void Write(ConformanceReport report, Stream destination)
    {
        using (var xml = XmlWriter.Create(destination, Settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "spec-kitty conformance");
            WriteCounts(xml, report.Outcomes);
            foreach (var suite in report.Outcomes.GroupBy(outcome => outcome.Fixture.Kind))
            {
                WriteSuite(xml, Vocabulary<FixtureKind>.Instance.TextOf(suite.Key), [.. suite]);
            }

            xml.WriteEndElement();
        }

        destination.Write("\n"u8);
    }

    private static void WriteSuite(XmlWriter xml, string name, FixtureOutcome[] outcomes)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        WriteCounts(xml, outcomes);
        foreach (var outcome in outcomes)
        {
            WriteCase(xml, name, outcome);
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyCollection<FixtureOutcome> outcomes)
    {
        xml.WriteAttributeString("tests", XmlConvert.ToString(outcomes.Count));
        xml.WriteAttributeString("failures", XmlConvert.ToString(outcomes.Count(outcome => outcome.Status == FixtureStatus.Failed)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", XmlConvert.ToString(outcomes.Count(outcome => outcome.Status == FixtureStatus.NotApplicable)));
    }

    private static void WriteCase(XmlWriter xml, string suite, FixtureOutcome outcome)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"conformance.{suite}");
        xml.WriteAttributeString("name", Clean(outcome.Fixture.Id));
        xml.WriteAttributeString("file", Clean(outcome.Fixture.Path));
        if (outcome.Status == FixtureStatus.Failed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", "conformance");
            xml.WriteAttributeString("message", Clean($"expected {outcome.Expected}; came {outcome.Actual}"));
            xml.WriteString(Clean(string.Join('\n', outcome.Differences)));
            xml.WriteEndElement();
        }
        else if (outcome.Status == FixtureStatus.NotApplicable)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean(outcome.Actual));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // XML has no way to write most control characters or half of a surrogate pair; messages quote what arrived.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        }

        return clean.ToString();
    }
}
