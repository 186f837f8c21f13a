namespace SpecKitty.Events.Board;

/// <summary>A place in a board's fold.</summary>
/// <param name="Features">All features.</param>
/// <param name="History">What had happened outside of them.</param>
/// <param name="Anomalies">How many anomalies there were beside those of transitions.</param>
internal sealed record BoardMark(FeatureMark[] Features, HistoryChain? History, int Anomalies);
