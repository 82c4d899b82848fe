/// Names of people, each as they write it and as it stands in an address.
struct NamePool: Sendable {
    struct Name: Sendable {
        /// `美玲` or `Zoë`.
        var written: String
        /// `meiling` or `zoe`: ASCII letters in lower case.
        var plain: String
    }

    var givenNames: [Name]
    var familyNames: [Name]

    /// From words such as `美玲=meiling`; a word without `=` is plain as it stands.
    private init(given: String, family: String) {
        givenNames = Self.names(given)
        familyNames = Self.names(family)
    }

    private static func names(_ words: String) -> [Name] {
        words.split(whereSeparator: \.isWhitespace).map { word in
            let parts = word.split(separator: "=").map(String.init)
            return Name(
                written: parts[0], plain: parts.count > 1 ? parts[1] : parts[0].lowercased())
        }
    }

    static let chinese = NamePool(
        given: """
            美玲=meiling 伟=wei 芳=fang 秀英=xiuying 娜=na 敏=min 静=jing 丽=li 强=qiang 磊=lei
            军=jun 洋=yang 勇=yong 艳=yan 杰=jie 娟=juan 涛=tao 明=ming 超=chao 秀兰=xiulan
            霞=xia 平=ping 刚=gang 桂英=guiying 子涵=zihan 欣怡=xinyi 梓萱=zixuan 雨桐=yutong
            浩然=haoran 宇轩=yuxuan 一诺=yinuo 思远=siyuan 晓东=xiaodong 晓燕=xiaoyan 海燕=haiyan
            建国=jianguo 国强=guoqiang 志明=zhiming 志强=zhiqiang 春梅=chunmei 冬梅=dongmei
            雪=xue 琳=lin 婷婷=tingting 佳怡=jiayi 嘉豪=jiahao 俊熙=junxi 若曦=ruoxi 诗涵=shihan
            文博=wenbo 天宇=tianyu 書瑤=shuyao 念慈=nianci 望舒=wangshu 清越=qingyue 知夏=zhixia
            """,
        family: """
            王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 黄=huang 赵=zhao 吴=wu 周=zhou 徐=xu
            孙=sun 马=ma 朱=zhu 胡=hu 郭=guo 何=he 林=lin 高=gao 罗=luo 郑=zheng 梁=liang 谢=xie
            宋=song 唐=tang 许=xu 韩=han 冯=feng 邓=deng 曹=cao 彭=peng 曾=zeng 肖=xiao 田=tian
            董=dong 潘=pan 袁=yuan 蔡=cai 蒋=jiang 余=yu 于=yu 杜=du 叶=ye 程=cheng 魏=wei
            苏=su 吕=lyu 丁=ding 沈=shen 任=ren 姚=yao 卢=lu 欧阳=ouyang 司徒=situ 諸葛=zhuge
            """)

    static let western = NamePool(
        given: """
            Anna Ben Clara Daniel Emma Finn Grace Harry Isla Jack Kate Liam Mia Noah Olive Peter
            Quinn Rosa Sam Tess Una Victor Wendy Xavier Yara Zoë=zoe François=francois Chloé=chloe
            Léa=lea Mathéo=matheo Hélène=helene Søren=soren Åsa=asa Jürgen=jurgen Aroha Wiremu
            Anahera Tāne=tane Mere Hēmi=hemi Keoni Leilani Kai Nalani Makoa Siobhán=siobhan
            Renée=renee Inês=ines Tomás=tomas Nikau Manaia Camille Louis Manon Hugo
            """,
        family: """
            Archer Baker Clarke Dawson Evans Fletcher Grant Hughes Irving Jones Keller Lawson
            Martin Novak Owens Parker Reid Shaw Taylor Underwood Vance Walker Young O’Neill=oneill
            Ngata Parata Tūhoe=tuhoe Walker-Reid=walkerreid Kahale Kealoha Nakamura Dubois
            Lefèvre=lefevre Moreau Garçon=garcon Müller=muller Ångström=angstrom Sørensen=sorensen
            MacLeod=macleod D’Arcy=darcy Silva Peña=pena
            """)
}
