using Outreach.Domain.People;

namespace Outreach.Web.Texts;

public static class SexNames
{
    public static Bilingual Of(Sex sex) => sex == Sex.Male ? new("男", "Male") : new("女", "Female");
}
